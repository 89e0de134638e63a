package io.pelton.flink.oracle;

import io.pelton.flink.testcase.Canonical;
import io.pelton.flink.testcase.QueryResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs queries on one shared mini-cluster with the settings that make Flink reproducible: a watermark after every row,
 * one phase, one task, UTC. One thread.
 */
public final class FlinkOracle implements AutoCloseable {
    private final MiniCluster cluster;
    private final int port;

    public FlinkOracle() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("rest.port", "0");
        configuration.setString("rest.bind-port", "0");
        configuration.setString("taskmanager.memory.network.min", "16mb");
        configuration.setString("taskmanager.memory.network.max", "16mb");
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
        cluster.start();
        port = cluster.getRestAddress().get().getPort();
    }

    /** A fresh catalog on the shared cluster. */
    private TableEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", "remote");
        configuration.setString("rest.address", "localhost");
        configuration.setString("rest.port", String.valueOf(port));
        configuration.setString("parallelism.default", "1");
        configuration.setString("pipeline.auto-watermark-interval", "0 ms");
        configuration.setString("table.optimizer.agg-phase-strategy", "ONE_PHASE");
        configuration.setString("table.local-time-zone", "UTC");
        return TableEnvironment.create(
                EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(configuration).build());
    }

    /** Runs the query to the end of its bounded input. */
    public QueryResult run(List<String> ddl, String query) throws Exception {
        TableEnvironment tables = environment();
        ddl.forEach(tables::executeSql);
        TableResult result = tables.executeSql(query);
        List<List<String>> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = result.collect()) {
            while (iterator.hasNext()) {
                rows.add(values(iterator.next()));
            }
        }
        return new QueryResult(columns(result.getResolvedSchema().getColumns()), rows);
    }

    /** The types of a query that isn't run. */
    public List<String> columnsOf(List<String> ddl, String query) {
        TableEnvironment tables = environment();
        ddl.forEach(tables::executeSql);
        return columns(tables.sqlQuery(query).getResolvedSchema().getColumns());
    }

    private static List<String> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> column.getName() + " "
                        + column.getDataType().getLogicalType().asSerializableString()
                                .replace("VARCHAR(2147483647)", "STRING")
                                .replaceAll("TIMESTAMP\\((\\d)\\) WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ($1)"))
                .toList();
    }

    private static List<String> values(Row row) {
        List<String> values = new ArrayList<>();
        values.add(row.getKind().shortString());
        for (int i = 0; i < row.getArity(); i++) {
            values.add(Canonical.text(row.getField(i)));
        }
        return values;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
