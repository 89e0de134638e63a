package io.pelton.engine.sink;

import io.pelton.engine.row.RowLayout;
import java.util.UUID;

/**
 * What a sink is given when it opens.
 *
 * @param name      the table's name
 * @param layout    of the rows it will get
 * @param journalId of the output journal: first part of every row's stable id (journal id, sink name, input sequence,
 *     ordinal)
 * @param resuming  true when this state folder has delivered before
 */
public record SinkContext(String name, RowLayout layout, UUID journalId, boolean resuming) {
}
