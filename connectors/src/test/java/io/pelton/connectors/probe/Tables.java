package io.pelton.connectors.probe;

import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.SourceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.agrona.concurrent.EpochNanoClock;

/** Short ways to write schemas, tables and contexts in tests. */
public final class Tables {

    private Tables() {
    }

    /** Columns as name, type, name, type … */
    public static Schema schema(Object... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column((String) namesAndTypes[i], (ColumnType) namesAndTypes[i + 1]));
        }
        return new Schema(columns);
    }

    /** A table with options as key, value, key, value … */
    public static TableDefinition table(Schema schema, String... options) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return new TableDefinition("t", schema, map, Map.of());
    }

    public static SourceContext source(RowLayout layout, EpochNanoClock clock, List<ResumePosition> positions) {
        return new SourceContext() {
            @Override
            public RowLayout layout() {
                return layout;
            }

            @Override
            public EpochNanoClock clock() {
                return clock;
            }

            @Override
            public List<ResumePosition> resumePositions() {
                return positions;
            }
        };
    }

    public static SinkContext sink(RowLayout layout, UUID journalId, boolean isResuming) {
        return new SinkContext("t", layout, journalId, isResuming);
    }
}
