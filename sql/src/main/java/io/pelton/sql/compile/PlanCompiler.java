package io.pelton.sql.compile;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.time.RowTimeFunction;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.engine.topology.PipelineDefinition;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.operators.window.WindowAggregateSpec;
import io.pelton.sql.function.LocalZone;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Physical plan → topology of generated operators. {@link CompileException} when the plan asks for what this version
 * can't do. Any thread.
 */
public final class PlanCompiler {
    private final Function<String, Connector> connectors;
    private final ClassStore store;

    /** {@code connectors} gives the connector of an identifier, or null. */
    public PlanCompiler(Function<String, Connector> connectors) {
        this(connectors, ClassStore.NONE);
    }

    /** As {@link #PlanCompiler(Function)}, with classes kept in {@code store}. */
    public PlanCompiler(Function<String, Connector> connectors, ClassStore store) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("generated code needs a little-endian machine: order="
                    + ByteOrder.nativeOrder());
        }
        this.connectors = connectors;
        this.store = store;
    }

    public CompiledPlan compile(PhysicalPlan plan) {
        CompileSettings settings = CompileSettings.of(plan.settings());
        List<Expression> eventTimes = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (SourceTable source : plan.sources()) {
            eventTimes.add(source.eventTime());
            if (source.eventTime() != null) {
                types.add(RowTimeSource.write(timeClass(source), source, new RowLayout(source.physical())));
            }
        }
        List<List<PipelineCompiler.Generated>> pipelines = new ArrayList<>();
        for (int i = 0; i < plan.inserts().size(); i++) {
            Insert insert = plan.inserts().get(i);
            Schema sink = plan.sinks().get(insert.sinkId()).schema();
            List<PipelineCompiler.Generated> operators = new PipelineCompiler(i, eventTimes, settings).compile(insert,
                    sink);
            operators.forEach(operator -> types.add(operator.source()));
            pipelines.add(operators);
        }
        GeneratedClasses classes = new GeneratedClasses(types, store);
        List<PipelineDefinition> definitions = new ArrayList<>();
        List<OperatorMemory> memory = new ArrayList<>();
        for (int i = 0; i < pipelines.size(); i++) {
            List<OperatorDefinition> operators = new ArrayList<>();
            for (PipelineCompiler.Generated generated : pipelines.get(i)) {
                operators.add(new OperatorDefinition(generated.name(), factory(classes, generated, settings.zone()),
                        generated.inputs(), generated.output()));
                memory.add(memory(i, generated, classes, settings));
            }
            definitions.add(new PipelineDefinition(i, plan.inserts().get(i).sinkId(), operators));
        }
        Topology topology = new Topology(plan.name(), plan.hash(), PlanCodec.toText(plan), plan.settings(),
                streams(plan, classes, settings), sinks(plan), definitions);
        return new CompiledPlan(topology, memory, AllocatingCalls.of(plan), classes.source());
    }

    private static String timeClass(SourceTable source) {
        return "RowTime_" + source.streamId();
    }

    private static Supplier<Operator> factory(GeneratedClasses classes, PipelineCompiler.Generated generated,
            String zone) {
        WindowAggregateSpec spec = generated.spec();
        return spec == null
                ? () -> classes.make(Operator.class, generated.className(), LocalZone.of(zone))
                : () -> classes.make(Operator.class, generated.className(), spec, LocalZone.of(zone));
    }

    private static OperatorMemory memory(
            int insert, PipelineCompiler.Generated generated, GeneratedClasses classes, CompileSettings settings) {
        WindowAggregateSpec spec = generated.spec();
        if (spec == null) {
            return new OperatorMemory(insert, generated.name(), 0, 0, 0, 0, 0);
        }
        long bytes = factory(classes, generated, settings.zone()).get().maxStateBytes();
        return new OperatorMemory(insert, generated.name(), spec.keyBytes(), spec.accumulatorBytes(), spec.maxKeys(),
                generated.countsDistinct() ? settings.maxDistinct() : 0, bytes);
    }

    private List<StreamDefinition> streams(PhysicalPlan plan, GeneratedClasses classes, CompileSettings settings) {
        List<StreamDefinition> streams = new ArrayList<>();
        for (SourceTable source : plan.sources()) {
            RowTimeFunction time = source.eventTime() == null ? null
                    : classes.make(RowTimeFunction.class, timeClass(source), LocalZone.of(settings.zone()));
            TableDefinition table = new TableDefinition(source.name(), source.physical(), source.options(),
                    plan.settings());
            streams.add(new StreamDefinition(source.streamId(), table, new RowLayout(source.physical()), time,
                    connector(source.name(), source.options())));
        }
        return streams;
    }

    private List<SinkDefinition> sinks(PhysicalPlan plan) {
        List<SinkDefinition> sinks = new ArrayList<>();
        for (SinkTable sink : plan.sinks()) {
            TableDefinition table = new TableDefinition(sink.name(), sink.schema(), sink.options(), plan.settings());
            sinks.add(new SinkDefinition(sink.sinkId(), table, new RowLayout(sink.schema()),
                    connector(sink.name(), sink.options())));
        }
        return sinks;
    }

    private Connector connector(String table, Map<String, String> options) {
        String identifier = options.get("connector");
        Connector connector = identifier == null ? null : connectors.apply(identifier);
        if (connector == null) {
            throw new CompileException("there is no connector of this name: table=" + table + " connector="
                    + identifier);
        }
        return connector;
    }
}
