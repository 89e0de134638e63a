package io.pelton.sql.parse;

import java.util.List;
import java.util.Set;

/**
 * What could be parsed of a script.
 *
 * @param statements in order; the INSERTs of a statement set come one by one
 * @param lost       names of tables and views whose declaration couldn't be parsed
 */
public record ParsedScript(List<ParsedStatement> statements, Set<String> lost) {

    public ParsedScript {
        statements = List.copyOf(statements);
        lost = Set.copyOf(lost);
    }
}
