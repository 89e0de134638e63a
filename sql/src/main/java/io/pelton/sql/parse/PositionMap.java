package io.pelton.sql.parse;

import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.diagnostic.SourceText;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Turns places in the text that the parser saw (one statement, with quotes inserted) into places in the script. */
public final class PositionMap {
    private final SourceText script;
    private final SourceText parsed;
    private final int start;
    /** Offsets in the parsed text of the characters that the script doesn't have, ascending. */
    private final int[] inserted;

    PositionMap(SourceText script, String parsedText, int start, int[] inserted) {
        this.script = script;
        this.parsed = new SourceText(script.name(), parsedText);
        this.start = start;
        this.inserted = inserted.clone();
    }

    /** The place of a syntax tree's node; a node without place stands at the start of its statement. */
    public Position position(SqlParserPos at) {
        if (at.getLineNum() <= 0) {
            return script.position(start, start + 1);
        }
        int from = scriptOffset(parsed.offset(at.getLineNum(), at.getColumnNum()));
        int to = scriptOffset(parsed.offset(at.getEndLineNum(), at.getEndColumnNum()) + 1);
        return script.position(from, to);
    }

    private int scriptOffset(int parsedOffset) {
        int before = 0;
        while (before < inserted.length && inserted[before] < parsedOffset) {
            before++;
        }
        return start + parsedOffset - before;
    }
}
