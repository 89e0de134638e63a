package io.pelton.sql.compile;

import io.pelton.sql.plan.Call;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** String functions over java.lang.String, in code points. */
final class InterpretedText {

    private InterpretedText() {
    }

    static Object call(Call call, List<Object> in) {
        String text = in.get(0).toString();
        return switch (call.function()) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case CHAR_LENGTH -> text.codePointCount(0, text.length());
            case CONCAT -> String.join("", in.stream().map(Object::toString).toList());
            case SUBSTRING -> substring(text, (Integer) in.get(1), in.size() > 2 ? (Integer) in.get(2)
                    : Integer.MAX_VALUE);
            case LEFT -> cut(text, 0, Math.max(0, (Integer) in.get(1)));
            case RIGHT -> cut(text, count(text) - Math.max(0, (Integer) in.get(1)), count(text));
            case REPLACE -> in.get(1).equals("") ? text : text.replace((String) in.get(1), (String) in.get(2));
            case REVERSE -> new StringBuilder(text).reverse().toString();
            case REPEAT -> text.repeat(Math.max(0, (Integer) in.get(1)));
            case POSITION -> {
                int at = ((String) in.get(1)).indexOf(text);
                yield at < 0 ? 0 : ((String) in.get(1)).codePointCount(0, at) + 1;
            }
            case STARTSWITH -> text.startsWith((String) in.get(1));
            case ENDSWITH -> text.endsWith((String) in.get(1));
            case LIKE -> like((String) in.get(1)).matcher(text).matches();
            case LPAD, RPAD -> pad(text, (Integer) in.get(1), (String) in.get(2),
                    call.function().name().startsWith("L"));
            case SPLIT_INDEX -> {
                String[] parts = text.split(Pattern.quote((String) in.get(1)), -1);
                int index = (Integer) in.get(2);
                yield text.isEmpty() || index < 0 || index >= parts.length ? null : parts[index];
            }
            case LTRIM -> text.replaceAll("^ +", "");
            case RTRIM -> text.replaceAll(" +$", "");
            default -> throw new AssertionError("not in the reference: " + call.function());
        };
    }

    private static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int from, int to) {
        int[] points = text.codePoints().toArray();
        int start = Math.max(0, Math.min(from, points.length));
        int end = Math.max(start, Math.min(to, points.length));
        return new String(points, start, end - start);
    }

    private static String substring(String text, int start, int count) {
        if (count <= 0) {
            return "";
        }
        long first = start > 0 ? start - 1L : start == 0 ? 0 : (long) count(text) + start;
        return cut(text, (int) Math.max(0, first), (int) Math.max(0, Math.min(Integer.MAX_VALUE, first + count)));
    }

    private static Object pad(String text, int length, String pad, boolean isLeft) {
        if (length < 0 || pad.isEmpty()) {
            return null;
        }
        if (count(text) >= length) {
            return cut(text, 0, length);
        }
        String filled = cut(pad.repeat(length), 0, length - count(text));
        return isLeft ? filled + text : text + filled;
    }

    private static Pattern like(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints().forEach(point -> regex.append(point == '%' ? ".*" : point == '_' ? "."
                : Pattern.quote(new String(Character.toChars(point)))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
