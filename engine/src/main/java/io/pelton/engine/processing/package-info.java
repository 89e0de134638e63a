/**
 * The second station: journaled input rows through the pipelines into the output journal. No clock, no I/O.
 *
 * <pre>
 *   input ring ─▶ ProcessingAgent ─▶ RowProcessor: per INSERT the row phase, then the watermark phase
 *                                       │  OperatorNode → (ForwardOutput → OperatorNode)* → SinkOutput
 *                                       ▼
 *                                    OutputRows ─▶ output ring ─▶ OutputJournalingAgent ─▶ output journal
 * </pre>
 *
 * Everything but the journaling of outputs belongs to the processing thread. A full output ring stops a phase in the
 * middle; where it stopped is kept, and the same call goes on later.
 */
package io.pelton.engine.processing;
