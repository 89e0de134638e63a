/** CPU time, allocation and machine facts, read around a run and never inside it. */
package io.pelton.perf.measure;
