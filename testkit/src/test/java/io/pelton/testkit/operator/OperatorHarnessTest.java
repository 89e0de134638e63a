package io.pelton.testkit.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** The harness must catch each way to break the contract. */
class OperatorHarnessTest {
    private static final RowLayout LAYOUT = new RowLayout(new Schema(List.of(
            new Column("v", ColumnType.of(TypeKind.BIGINT)))));

    /**
     * Emits at each watermark the sum of the values so far, once per row since the last one; the sum lies in the arena.
     */
    private static class Summing implements Operator {
        protected OperatorContext context;
        protected int sum;
        protected int due;
        private final RowReader reader = new RowReader(LAYOUT);
        private final RowWriter writer = new RowWriter(LAYOUT);

        @Override
        public void open(OperatorContext operatorContext) {
            context = operatorContext;
            sum = context.arena().allocate(8);
        }

        @Override
        public int maxRowsPerRow() {
            return 0;
        }

        @Override
        public void onRow(int input, DirectBuffer buffer, int row) {
            context.counters().rowsIn++;
            reader.wrap(buffer, row);
            if (reader.isNull(0)) {
                context.counters().refused++;
                context.deadLetters().refuse(DeadLetterReason.EXPRESSION_FAILED, null, DeadLetters.NO_WINDOW, 0);
                return;
            }
            context.counters().used++;
            touch();
            context.arena().buffer().putLong(sum, context.arena().buffer().getLong(sum) + reader.getLong(0));
            due++;
        }

        protected void touch() {
            context.arena().touch(sum, 8);
        }

        protected boolean mayEmit() {
            return context.output().hasRoom(1);
        }

        @Override
        public boolean onWatermark(long watermarkMs) {
            while (due > 0) {
                if (!mayEmit()) {
                    return false;
                }
                writer.begin(context.output().buffer(), context.output().claim());
                writer.putLong(0, value());
                writer.finish();
                context.output().emit(0, watermarkMs);
                due--;
            }
            return true;
        }

        protected long value() {
            return context.arena().buffer().getLong(sum);
        }

        @Override
        public void snapshot(StateWriter writerOfState) {
            context.counters().snapshot(writerOfState);
            writerOfState.putInt(sum);
            writerOfState.putInt(due);
        }

        @Override
        public void restore(StateReader readerOfState) {
            context.counters().restore(readerOfState);
            sum = readerOfState.getInt();
            due = readerOfState.getInt();
        }

        @Override
        public int stateVersion() {
            return 1;
        }

        @Override
        public long maxStateBytes() {
            return 8;
        }
    }

    private static OperatorResult check(Supplier<Operator> factory) {
        return new OperatorHarness(factory, LAYOUT).check(new HostileRows(LAYOUT, 1).script(60, 0, 10, 20, 5));
    }

    private static String failure(Supplier<Operator> factory) {
        return assertThrows(AssertionError.class, () -> check(factory)).getMessage();
    }

    @Test
    void shouldPassAGoodOperator() {
        OperatorResult result = check(Summing::new);
        assertEquals(60, result.rows().size() + result.deadLetters().size());
        assertEquals(60, result.counters().rowsIn);
    }

    @Test
    void shouldCatchAMissingTouch() {
        String message = failure(() -> new Summing() {
            @Override
            protected void touch() {
                // Forgotten.
            }
        });
        assertTrue(message.contains("slow snapshot"), message);
    }

    @Test
    void shouldCatchAClaimWithoutRoom() {
        String message = failure(() -> new Summing() {
            @Override
            protected boolean mayEmit() {
                return true;
            }
        });
        assertTrue(message.contains("without room"), message);
    }

    @Test
    void shouldCatchStateThatIsNotInTheSnapshot() {
        String message = failure(() -> new Summing() {
            private long calls;

            @Override
            protected long value() {
                return super.value() + calls++;
            }
        });
        assertTrue(message.contains("differs"), message);
    }

    @Test
    void shouldCatchALeak() {
        String message = failure(() -> new Summing() {
            @Override
            protected void touch() {
                super.touch();
                context.arena().allocate(100);
            }
        });
        assertTrue(message.contains("state is left"), message);
    }

    @Test
    void shouldCatchABrokenBalance() {
        String message = failure(() -> new Summing() {
            @Override
            protected void touch() {
                super.touch();
                context.counters().used++;
            }
        });
        assertTrue(message.contains("law 9"), message);
    }

    @Test
    void shouldCatchAnOperatorThatNeverFinishes() {
        String message = failure(() -> new Summing() {
            @Override
            public boolean onWatermark(long watermarkMs) {
                return due == 0;
            }
        });
        assertTrue(message.contains("no progress"), message);
    }

    @Test
    void shouldMeasureAllocation() {
        OperatorScript script = new HostileRows(LAYOUT, 1).script(5_000, 0, 10, 20, 5);
        assertTrue(new OperatorHarness(Summing::new, LAYOUT).allocatedBytes(script) < 1_000);
        Supplier<Operator> wasteful = () -> new Summing() {
            private byte[] last;

            @Override
            protected long value() {
                last = new byte[64];
                return super.value() + last.length;
            }
        };
        assertTrue(new OperatorHarness(wasteful, LAYOUT).allocatedBytes(script) > 64 * 2_000);
    }
}
