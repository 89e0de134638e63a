package io.pelton.sql.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/** The tables and views declared so far, in the order of the script. Not thread-safe. */
public final class Catalog {
    /** Flink's names for where things are declared; a qualified name may carry them. */
    private static final List<String> DEFAULT_PATH = List.of("default_catalog", "default_database");

    private final CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    private final CalciteSchema database;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    public Catalog() {
        database = root.add(DEFAULT_PATH.get(0), new AbstractSchema())
                .add(DEFAULT_PATH.get(1), new AbstractSchema());
    }

    public void put(String name, Table table) {
        tables.put(name, table);
        database.add(name, table);
    }

    public void remove(String name) {
        tables.remove(name);
        database.removeTable(name);
    }

    /** The table or view of that name, or null. */
    public Table get(String name) {
        return tables.get(name);
    }

    /** All names in the order of the script. */
    public List<String> names() {
        return List.copyOf(tables.keySet());
    }

    /** All tables without the views, in the order of the script. */
    public List<StreamTable> streamTables() {
        return tables.values().stream().filter(StreamTable.class::isInstance).map(StreamTable.class::cast).toList();
    }

    public CalciteCatalogReader reader(RelDataTypeFactory factory) {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        return new Reader(root, factory, new CalciteConnectionConfigImpl(properties));
    }

    /** Finds a table by its name alone, behind its database, or behind catalog and database. */
    private static final class Reader extends CalciteCatalogReader {
        Reader(CalciteSchema root, RelDataTypeFactory factory, CalciteConnectionConfig config) {
            super(root, SqlNameMatchers.withCaseSensitive(true),
                    List.of(DEFAULT_PATH, List.of(DEFAULT_PATH.get(0)), List.of()), factory, config);
        }
    }
}
