package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Literal;
import java.util.ArrayList;
import java.util.List;

/** String functions: results are views of their operands or live in a register of their own. */
final class StringCode {
    private final ExpressionCompiler compiler;
    private final CodeWriter code;

    StringCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
    }

    Value value(Call call) {
        List<Value> in = new ArrayList<>();
        boolean hasFlag = call.function() == Function.TRIM && call.operands().size() == 3;
        for (Expression operand : call.operands()) {
            in.add(hasFlag && in.isEmpty() ? null : compiler.value(operand));
        }
        if (call.function() == Function.CONCAT_WS) {
            return concatWithSeparator(call.type(), in);
        }
        Nulls nulls = Nulls.NEVER;
        for (Value value : in) {
            nulls = value == null ? nulls : nulls.or(value.nulls());
        }
        if (nulls.isAlways()) {
            return LiteralCode.nullOf(call.type(), code);
        }
        return simple(call, in, nulls);
    }

    private Value simple(Call call, List<Value> in, Nulls nulls) {
        ColumnType type = call.type();
        String first = in.get(0) == null ? "" : in.get(0).code();
        return switch (call.function()) {
            case UPPER -> compiler.register(type, nulls, "upper", "LetterCase.upper(" + first + ", %s);");
            case LOWER -> compiler.register(type, nulls, "lower", "LetterCase.lower(" + first + ", %s);");
            case INITCAP -> compiler.register(type, nulls, "initcap", "LetterCase.initcap(" + first + ", %s);");
            case SUBSTRING -> compiler.register(type, nulls, "substring", "Strings.substring(" + first + ", "
                    + number(in, 1)
                    + ", " + (in.size() > 2 ? number(in, 2) : "Integer.MAX_VALUE") + ", %s);");
            case LEFT -> compiler.register(type, nulls, "left", "Strings.left(" + first + ", " + number(in, 1)
                    + ", %s);");
            case RIGHT -> compiler.register(type, nulls, "right", "Strings.right(" + first + ", " + number(in, 1)
                    + ", %s);");
            case TRIM, LTRIM, RTRIM -> trim(call, in, nulls);
            case CONCAT -> concat(type, in, nulls);
            case REPLACE -> compiler.register(type, nulls, "replaced", "Strings.replace(" + list(in) + ", %s);");
            case REVERSE -> compiler.register(type, nulls, "reversed", "Strings.reverse(" + first + ", %s);");
            case REPEAT -> compiler.register(type, nulls, "repeated", "Strings.repeat(" + first + ", " + number(in, 1)
                    + ", %s);");
            case CHR -> compiler.register(type, nulls, "chr", "Strings.chr((long) " + first + ", %s);");
            case HEX -> compiler.register(type, nulls, "hex",
                    "Strings.hex(" + (in.get(0).type().kind().isString() ? "" : "(long) ") + first + ", %s);");
            case SPLIT_INDEX -> compiler.nullableRegister(type, nulls, "part", "Strings.splitIndex(" + separated(in)
                    + ", %s)");
            case LPAD, RPAD -> compiler.nullableRegister(type, nulls, "padded", "Strings.pad(" + first + ", "
                    + number(in, 1)
                    + ", " + in.get(2).code() + ", " + (call.function() == Function.LPAD) + ", %s)");
            case CHAR_LENGTH -> compiler.guarded(type, nulls, "length", "Utf8.characters(" + first + ")");
            case ASCII -> compiler.guarded(type, nulls, "ascii", "Strings.ascii(" + first + ")");
            case POSITION -> compiler.guarded(type, nulls, "position", "Strings.position(" + list(in) + ")");
            default -> allocating(call, in, nulls);
        };
    }

    private String separated(List<Value> in) {
        if (!in.get(1).type().kind().isString()) {
            return in.get(0).code() + ", Strings.character(" + number(in, 1) + ", "
                    + code.register("Slice", "separator") + "), "
                    + number(in, 2);
        }
        return in.get(0).code() + ", " + in.get(1).code() + ", " + number(in, 2);
    }

    private static String number(List<Value> in, int index) {
        return "(int) " + in.get(index).code();
    }

    private static String list(List<Value> in) {
        StringBuilder text = new StringBuilder();
        for (Value value : in) {
            text.append(text.isEmpty() ? "" : ", ").append(value.code());
        }
        return text.toString();
    }

    /** TRIM(text), TRIM(text, set) or TRIM('BOTH', set, text); LTRIM and RTRIM with text and set. */
    private Value trim(Call call, List<Value> in, Nulls nulls) {
        boolean hasFlag = in.get(0) == null;
        if (hasFlag && !(call.operands().get(0) instanceof Literal)) {
            throw new CompileException("TRIM takes BOTH, LEADING or TRAILING first: operand=" + call.operands().get(0));
        }
        String flag = hasFlag ? ((Literal) call.operands().get(0)).value() : "BOTH";
        Value text = in.get(hasFlag ? in.size() - 1 : 0);
        boolean hasSet = in.size() > (hasFlag ? 2 : 1);
        String set = hasSet ? in.get(1).code() : code.constant("Slice", "blank", "Slice.of(\" \")");
        boolean leading = call.function() != Function.RTRIM && !flag.equals("TRAILING");
        boolean trailing = call.function() != Function.LTRIM && !flag.equals("LEADING");
        return compiler.register(call.type(), nulls, "trimmed",
                "Strings.trim(" + text.code() + ", " + set + ", " + leading + ", " + trailing + ", %s);");
    }

    private Value concat(ColumnType type, List<Value> in, Nulls nulls) {
        String result = code.register("Slice", "joined");
        List<String> statements = new ArrayList<>();
        String length = code.declare("int", "length", "0");
        for (Value value : in) {
            statements.add(length + " = Strings.append(" + result + ", " + length + ", " + text(value) + ");");
        }
        statements.add(result + ".finish(" + length + ");");
        compiler.guard(nulls, statements.toArray(new String[0]));
        return Value.of(type, nulls, result);
    }

    private String text(Value value) {
        if (!value.type().kind().isString()) {
            throw new CompileException("only text can be joined, write a CAST: type=" + value.type().sql());
        }
        return value.code();
    }

    /** NULL separator gives NULL; NULL parts are left out. */
    private Value concatWithSeparator(ColumnType type, List<Value> in) {
        Value separator = in.get(0);
        String result = code.register("Slice", "joined");
        String length = code.declare("int", "length", "0");
        if (!separator.nulls().isNever()) {
            code.open("if (" + separator.nulls().notCode() + ")");
        } else {
            code.open("");
        }
        String isFirst = code.declare("boolean", "isFirst", "true");
        for (Value value : in.subList(1, in.size())) {
            code.open("if (" + value.nulls().notCode() + ")");
            code.open("if (!" + isFirst + ")");
            code.line(length + " = Strings.append(" + result + ", " + length + ", " + separator.code() + ");");
            code.close();
            code.line(length + " = Strings.append(" + result + ", " + length + ", " + text(value) + ");");
            code.line(isFirst + " = false;");
            code.close();
        }
        code.line(result + ".begin(" + length + ");");
        code.line(result + ".finish(" + length + ");");
        code.close();
        return Value.of(type, separator.nulls(), result);
    }

    private Value allocating(Call call, List<Value> in, Nulls nulls) {
        ColumnType type = call.type();
        return switch (call.function()) {
            case MD5, SHA1, SHA256 -> compiler.register(type, nulls, "digest", "AllocatingFunctions.digest("
                    + JavaTypes.quote(digest(call.function())) + ", " + in.get(0).code() + ", %s);");
            case REGEXP_EXTRACT -> compiler.nullableRegister(type, nulls, "extracted",
                    "AllocatingFunctions.regexpExtract("
                    + in.get(0).code() + ", " + pattern(call, in) + ", " + (in.size() > 2 ? number(in, 2) : "0")
                    + ", %s)");
            case REGEXP_REPLACE -> compiler.nullableRegister(type, nulls, "replaced",
                    "AllocatingFunctions.regexpReplace("
                    + in.get(0).code() + ", " + pattern(call, in) + ", " + in.get(2).code() + ", %s)");
            case JSON_VALUE -> compiler.nullableRegister(type, nulls, "json", jsonPath(call, in) + ".read("
                    + in.get(0).code()
                    + ", %s)");
            default -> throw new CompileException("this function isn't available: function=" + call.function());
        };
    }

    private static String digest(Function function) {
        return function == Function.MD5 ? "MD5" : function == Function.SHA1 ? "SHA-1" : "SHA-256";
    }

    private String pattern(Call call, List<Value> in) {
        if (call.operands().get(1) instanceof Literal literal) {
            return code.constant("Pattern", "pattern", "AllocatingFunctions.pattern(" + JavaTypes.quote(literal.value())
                    + ")");
        }
        return "AllocatingFunctions.pattern(" + in.get(1).code() + ".toString())";
    }

    private String jsonPath(Call call, List<Value> in) {
        if (in.size() == 2 && call.operands().get(1) instanceof Literal literal) {
            return code.constant("JsonPath", "path", "new JsonPath(" + JavaTypes.quote(literal.value()) + ")");
        }
        throw new CompileException("JSON_VALUE takes a constant path and no further clauses: operands=" + in.size());
    }
}
