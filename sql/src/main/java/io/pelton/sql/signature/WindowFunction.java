package io.pelton.sql.signature;

import io.pelton.sql.parse.Refusal;
import io.pelton.sql.plan.WindowKind;
import io.pelton.sql.type.ColumnTypes;
import io.pelton.sql.type.FlinkTypeFactory;
import io.pelton.sql.type.TimeAttributeType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A window table function. Its rows are the input's columns, then window_start, window_end and the time attribute
 * window_time.
 */
public final class WindowFunction extends SqlWindowTableFunction {
    /** Stands before the three columns' names when a GROUP BY TUMBLE(…) was rewritten: no column of a table has it. */
    public static final String LEGACY_PREFIX = "$";

    private final WindowKind kind;
    private final String prefix;

    WindowFunction(WindowKind kind, boolean legacy, String... parameters) {
        super((legacy ? LEGACY_PREFIX : "") + kind.name(), new Operands(List.of(parameters)));
        this.kind = kind;
        this.prefix = legacy ? LEGACY_PREFIX : "";
    }

    /** How it is written. */
    public String signature() {
        return getOperandTypeChecker().getAllowedSignatures(this, plainName(this));
    }

    public WindowKind kind() {
        return kind;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return this::rowType;
    }

    private RelDataType rowType(SqlOperatorBinding binding) {
        FlinkTypeFactory factory = (FlinkTypeFactory) binding.getTypeFactory();
        RelDataType input = binding.getOperandType(0);
        RelDataType bound = factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
        return factory.builder()
                .kind(input.getStructKind())
                .addAll(input.getFieldList())
                .add(prefix + "window_start", bound)
                .add(prefix + "window_end", bound)
                .add(prefix + "window_time", windowTime(binding, input, factory))
                .build();
    }

    private static RelDataType windowTime(SqlOperatorBinding binding, RelDataType input, FlinkTypeFactory factory) {
        SqlTypeName name = SqlTypeName.TIMESTAMP;
        if (binding instanceof SqlCallBinding call) {
            RelDataTypeField field = Operands.timeField(call.operand(1), input);
            if (field != null) {
                name = field.getType().getSqlTypeName();
            }
        }
        return factory.timeAttribute(factory.createSqlType(name, 3));
    }

    /** What may stand in the parentheses. */
    private record Operands(List<String> paramNames) implements SqlOperandMetadata {

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory factory) {
            return Collections.nCopies(paramNames.size(), factory.createSqlType(SqlTypeName.ANY));
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(paramNames.size() - 1, paramNames.size());
        }

        @Override
        public boolean isOptional(int operand) {
            return operand == paramNames.size() - 1;
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            String intervals = String.join(", ", paramNames.subList(2, paramNames.size() - 1));
            return name + "(TABLE table, DESCRIPTOR(time column), " + intervals.toLowerCase(Locale.ROOT)
                    + "[, offset])";
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            SqlCall call = binding.getCall();
            RelDataType input = binding.getOperandType(0);
            SqlNode descriptor = binding.operand(1);
            if (descriptor.getKind() != SqlKind.DESCRIPTOR || ((SqlCall) descriptor).operandCount() != 1) {
                throw new Refusal(descriptor, "the second argument names the time column",
                        "write: " + getAllowedSignatures(binding.getOperator(), binding.getOperator().getName()));
            }
            checkTimeColumn(((SqlCall) descriptor).operand(0), timeField(descriptor, input), input);
            for (int i = 2; i < binding.getOperandCount(); i++) {
                SqlNode operand = binding.operand(i);
                if (operand.getKind() == SqlKind.DEFAULT) {
                    continue;
                }
                RelDataType type = binding.getValidator().deriveType(binding.getScope(), operand);
                if (!SqlTypeUtil.isInterval(type)) {
                    throw new Refusal(operand, paramNames.get(i).toLowerCase(Locale.ROOT)
                            + " of " + call.getOperator().getName() + " must be an interval",
                            "write for example: INTERVAL '10' SECOND");
                }
            }
            return true;
        }

        static RelDataTypeField timeField(SqlNode descriptor, RelDataType input) {
            if (descriptor.getKind() != SqlKind.DESCRIPTOR
                    || !(((SqlCall) descriptor).operand(0) instanceof SqlIdentifier column)) {
                return null;
            }
            return input.getField(column.names.get(column.names.size() - 1), true, false);
        }

        private static void checkTimeColumn(SqlNode column, RelDataTypeField field, RelDataType input) {
            List<String> candidates = input.getFieldList().stream()
                    .filter(candidate -> TimeAttributeType.is(candidate.getType()))
                    .map(RelDataTypeField::getName).toList();
            if (field == null) {
                throw new Refusal(column, "`" + column + "` is not a column of the window's input",
                        candidates.isEmpty() ? "" : "its time attribute is " + String.join(" and ", candidates));
            }
            if (TimeAttributeType.isProcessing(field.getType())) {
                throw new Refusal(column,
                        "windows over processing time are not supported: a replay would give other results",
                        "use an event time: a TIMESTAMP(3) column with WATERMARK FOR it");
            }
            if (!TimeAttributeType.is(field.getType())) {
                throw new Refusal(column, "a window needs a time attribute, and `" + field.getName() + "` is "
                        + ColumnTypes.describe(field.getType()),
                        candidates.isEmpty()
                                ? "declare it in CREATE TABLE: WATERMARK FOR " + field.getName() + " AS "
                                + field.getName()
                                + " - INTERVAL '5' SECOND (a computed value is a plain timestamp)"
                                : "the time attribute here is " + String.join(" and ", candidates));
            }
        }
    }

    /** The operator's name without the prefix. */
    public static String plainName(SqlOperator operator) {
        String name = operator.getName();
        return name.startsWith(LEGACY_PREFIX) ? name.substring(1) : name;
    }
}
