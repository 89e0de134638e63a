package io.pelton.connectors.filesystem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the journal knows of an input: written when the partition is opened, compared when a run resumes.
 *
 * @param head      CRC32C of the first {@code headBytes} bytes
 * @param sizeBytes of all files at the opening
 * @param listing   CRC32C of names and sizes
 * @param key       the first file's inode, or "none"
 * @param names     of several files, for people
 */
record InputIdentity(
        long head, int headBytes, long sizeBytes, int fileCount, long listing, String key, String path, String names) {

    private static final int LONGEST_PATH = 120;
    private static final int LONGEST_NAMES = 200;
    private static final Pattern TEXT = Pattern.compile(
            "head=(\\p{XDigit}+)/(\\d+) size=(\\d+) files=(\\d+) listing=(\\p{XDigit}+) key=(\\S*) path=([^\n]*)(.*)",
            Pattern.DOTALL);

    /** Short enough for a ring slot of a narrow table: only the path's and the list's ends may be cut. */
    String text() {
        String shownPath = path.length() > LONGEST_PATH ? "…" + path.substring(path.length() - LONGEST_PATH) : path;
        String shownNames = names.length() > LONGEST_NAMES ? names.substring(0, LONGEST_NAMES) + "…" : names;
        return "head=" + Long.toHexString(head) + "/" + headBytes + " size=" + sizeBytes + " files=" + fileCount
                + " listing=" + Long.toHexString(listing) + " key=" + key + " path=" + shownPath + shownNames;
    }

    /** The identity in a journaled text, or null when it is none. */
    static InputIdentity parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return new InputIdentity(
                Long.parseLong(matcher.group(1), 16), Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3)), Integer.parseInt(matcher.group(4)),
                Long.parseLong(matcher.group(5), 16), matcher.group(6), matcher.group(7), matcher.group(8));
    }
}
