package io.pelton.tools.report;

import java.util.Comparator;

/** Names in the order a person expects: runs of digits count as numbers, so {@code 10k} comes before {@code 100k}. */
final class GroupOrder implements Comparator<String> {

    @Override
    public int compare(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int leftEnd = runEnd(left, l);
            int rightEnd = runEnd(right, r);
            String a = left.substring(l, leftEnd);
            String b = right.substring(r, rightEnd);
            boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
            int byLength = numbers ? Integer.compare(a.length(), b.length()) : 0;
            int difference = byLength != 0 ? byLength : a.compareTo(b);
            if (difference != 0) {
                return difference;
            }
            l = leftEnd;
            r = rightEnd;
        }
        return Integer.compare(left.length() - l, right.length() - r);
    }

    private static int runEnd(String text, int start) {
        boolean digit = Character.isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end)) == digit) {
            end++;
        }
        return end;
    }
}
