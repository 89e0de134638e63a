/**
 * SQL scripts → physical plans:
 *
 * <pre>
 * text → parse → syntax trees → analyze (catalog, signature, type) → algebra → lower → plan → compile
 *                         └────────────── diagnostic ──────────────┘             └→ explain
 * </pre>
 *
 * A plan read back from its file needs none of this: {@link io.pelton.sql.plan.PlanCodec}. One thread per script.
 */
package io.pelton.sql;
