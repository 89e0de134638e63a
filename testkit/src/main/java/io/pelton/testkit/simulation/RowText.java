package io.pelton.testkit.simulation;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import org.agrona.DirectBuffer;

/** A result's columns as text, as an {@link Oracle} writes them. */
final class RowText {
    private final RowReader reader;

    RowText(RowLayout layout) {
        reader = new RowReader(layout);
    }

    String of(DirectBuffer buffer) {
        reader.wrap(buffer, 0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < reader.layout().schema().size(); i++) {
            text.append(i == 0 ? "" : "|").append(reader.isNull(i) ? "NULL" : column(i));
        }
        return text.toString();
    }

    private Object column(int index) {
        ColumnType type = reader.layout().schema().type(index);
        return switch (type.kind()) {
            case BOOLEAN -> reader.getBoolean(index);
            case TINYINT -> reader.getByte(index);
            case SMALLINT -> reader.getShort(index);
            case INT, DATE, TIME -> reader.getInt(index);
            case FLOAT -> reader.getFloat(index);
            case DOUBLE -> reader.getDouble(index);
            case CHAR, VARCHAR -> reader.getString(index);
            default -> reader.getLong(index);
        };
    }
}
