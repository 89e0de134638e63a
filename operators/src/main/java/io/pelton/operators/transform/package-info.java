/**
 * Row by row: filters, projections, unions. Stateless but for counters. The processing thread only.
 */
package io.pelton.operators.transform;
