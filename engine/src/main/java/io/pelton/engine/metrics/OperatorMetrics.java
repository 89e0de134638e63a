package io.pelton.engine.metrics;

/** Law 9 for one operator: rowsIn = used + filtered + lateApplied + tooLate + refused. */
public record OperatorMetrics(
        int insert,
        String name,
        long rowsIn,
        long used,
        long filtered,
        long lateApplied,
        long tooLate,
        long refused,
        long rowsOut,
        long watermarkMs) {

    public boolean isBalanced() {
        return rowsIn == used + filtered + lateApplied + tooLate + refused;
    }
}
