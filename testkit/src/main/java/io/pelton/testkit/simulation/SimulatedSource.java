package io.pelton.testkit.simulation;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The gateway's end of the links of one table's devices: takes each device's messages in order, each once. */
final class SimulatedSource implements Source {
    private static final UnsafeBuffer GARBAGE = new UnsafeBuffer("~garbage~".getBytes(StandardCharsets.US_ASCII));
    private static final int NOTHING = -1;

    private final String table;
    private final List<SimulatedDevice> devices;
    private final boolean acknowledgesEarly;
    private final int[] expected;
    private final int[] inHand;
    private final boolean[] ended;
    /** What is safe: said again to a device that sends it again, since the first word may have been lost. */
    private final long[] durable;
    private int opened;
    private int next;

    /** @param acknowledgesEarly the seeded bug: what was only published is called safe */
    SimulatedSource(String table, List<SimulatedDevice> devices, boolean acknowledgesEarly) {
        this.table = table;
        this.devices = devices;
        this.acknowledgesEarly = acknowledgesEarly;
        expected = new int[devices.size()];
        inHand = new int[devices.size()];
        ended = new boolean[devices.size()];
        durable = new long[devices.size()];
    }

    @Override
    public void open(SourceContext context) {
        List<ResumePosition> positions = context.resumePositions();
        for (int i = 0; i < devices.size(); i++) {
            SimulatedDevice device = devices.get(i);
            device.disconnect();
            inHand[i] = NOTHING;
            boolean isKnown = i < positions.size();
            int position = isKnown ? (int) positions.get(i).position() : NOTHING;
            if (isKnown && !positions.get(i).identity().equals(device.name())) {
                throw new Violation("A partition changed its identity; table=" + table + " partition=" + i
                        + " expected=" + device.name() + " found=" + positions.get(i).identity());
            }
            if (position < device.acknowledged()) {
                throw new Violation("Acknowledged input is lost; table=" + table + " device=" + device.name()
                        + " acknowledged=" + device.acknowledged() + " recovered=" + position);
            }
            expected[i] = position + 1;
            durable[i] = position;
            ended[i] = isKnown && positions.get(i).ended();
        }
        opened = positions.size();
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        while (opened < devices.size()) {
            if (output.open(devices.get(opened).name()) < 0) {
                return 0;
            }
            opened++;
        }
        int rows = 0;
        for (int tries = 0; tries < devices.size() && rows < rowLimit; tries++) {
            int device = next;
            next = (next + 1) % devices.size();
            if (!ended[device]) {
                int published = pollDevice(output, device);
                if (published < 0) {
                    next = device;
                    break;
                }
                rows += published;
            }
        }
        return rows;
    }

    /** Rows published for one device, −1 when the engine has no room now. */
    private int pollDevice(SourceOutput output, int index) {
        SimulatedDevice device = devices.get(index);
        if (expected[index] == device.messageCount()) {
            if (!output.end(index, expected[index] - 1)) {
                return NOTHING;
            }
            ended[index] = true;
            return 1;
        }
        if (inHand[index] == NOTHING) {
            inHand[index] = device.receive();
        }
        if (inHand[index] != expected[index]) {
            if (inHand[index] != NOTHING && inHand[index] <= durable[index]) {
                device.acknowledge((int) durable[index]);
            }
            inHand[index] = NOTHING;
            return 0;
        }
        List<Reading> message = device.message(inHand[index]);
        if (!output.claim(Math.max(1, message.size()))) {
            return NOTHING;
        }
        publish(output, index, message);
        if (acknowledgesEarly) {
            device.acknowledge(inHand[index]);
        }
        expected[index]++;
        inHand[index] = NOTHING;
        return Math.max(1, message.size());
    }

    private void publish(SourceOutput output, int partition, List<Reading> message) {
        int position = expected[partition];
        if (message.isEmpty()) {
            output.invalid(0, partition, position, "garbage", GARBAGE, 0, GARBAGE.capacity());
        }
        for (int i = 0; i < message.size(); i++) {
            Reading reading = message.get(i);
            RowWriter row = output.row(i);
            row.putString(SimulatedTable.DEVICE, reading.device());
            row.putLong(SimulatedTable.VALUE, reading.value());
            row.putLong(SimulatedTable.TIME, reading.eventTimeMs());
            output.accept(i, partition, position);
        }
        output.publish();
    }

    @Override
    public boolean isFinished() {
        for (boolean isEnded : ended) {
            if (!isEnded) {
                return false;
            }
        }
        return opened == devices.size();
    }

    @Override
    public void onDurable(int partition, long position) {
        durable[partition] = position;
        devices.get(partition).acknowledge((int) position);
    }

    @Override
    public void close() {
        devices.forEach(SimulatedDevice::disconnect);
    }
}
