/**
 * What a snapshot does to the rows that pass meanwhile: an operator full of keys, updated at random by a schedule.
 * The source writes on the ingress thread, the sink on the egress thread; the figures are read when both have ended.
 */
package io.pelton.perf.snapshot;
