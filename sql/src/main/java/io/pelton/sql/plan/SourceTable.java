package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;
import java.util.Map;

/**
 * A table that the script reads.
 *
 * @param streamId  dense from 0 in DDL order of the tables that are read
 * @param physical  its physical columns
 * @param eventTime the time attribute over the physical columns (a computed column is expanded), or null without
 *             WATERMARK
 * @param watermark the watermark over the physical columns, or null; type TIMESTAMP(3) or TIMESTAMP_LTZ(3)
 */
public record SourceTable(
        int streamId,
        String name,
        Schema physical,
        Map<String, String> options,
        Expression eventTime,
        Expression watermark) {

    public SourceTable {
        options = Map.copyOf(options);
    }
}
