package io.pelton.sql.plan;

/** The window table functions of the plan. */
public enum WindowKind {
    TUMBLE, HOP, CUMULATE
}
