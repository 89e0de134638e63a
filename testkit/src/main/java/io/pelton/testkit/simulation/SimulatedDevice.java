package io.pelton.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A node in the field: numbered messages, each kept until it is acknowledged, sent over a link that loses, doubles and
 * reorders in both directions. What was acknowledged is forgotten and can't be sent again.
 */
final class SimulatedDevice {
    private static final int WINDOW = 8;
    private static final int NOTHING = -1;

    private final String name;
    private final List<List<Reading>> messages;
    private final SplittableRandom random;
    private final double lossRate;
    private final List<Integer> inFlight = new ArrayList<>();
    private int acknowledged = NOTHING;
    private int sent = NOTHING;

    /** @param messages a message without readings is garbage on the wire */
    SimulatedDevice(String name, List<List<Reading>> messages, SplittableRandom random, double lossRate) {
        this.name = name;
        this.messages = messages;
        this.random = random;
        this.lossRate = lossRate;
    }

    /** As it stands, with what is on its way. */
    SimulatedDevice copy(SplittableRandom newRandom) {
        SimulatedDevice copy = new SimulatedDevice(name, messages, newRandom, lossRate);
        copy.acknowledged = acknowledged;
        copy.sent = sent;
        copy.inFlight.addAll(inFlight);
        return copy;
    }

    String name() {
        return name;
    }

    int messageCount() {
        return messages.size();
    }

    List<Reading> message(int number) {
        return messages.get(number);
    }

    /** The last message that the gateway has acknowledged, as far as the device knows; −1 for none. */
    int acknowledged() {
        return acknowledged;
    }

    /** What the link delivers next, −1 for nothing now. */
    int receive() {
        if (inFlight.isEmpty()) {
            send();
        }
        if (inFlight.isEmpty()) {
            return NOTHING;
        }
        int index = random.nextDouble() < lossRate ? random.nextInt(inFlight.size()) : 0;
        int number = inFlight.remove(index);
        if (random.nextDouble() < lossRate) {
            return NOTHING;
        }
        if (random.nextDouble() < lossRate) {
            inFlight.add(number);
        }
        return number <= acknowledged ? NOTHING : number;
    }

    private void send() {
        boolean again = sent >= messages.size() - 1 || sent - acknowledged >= WINDOW || random.nextInt(4) == 0;
        int from = again ? acknowledged + 1 : sent + 1;
        int to = Math.min(messages.size() - 1, Math.max(from, acknowledged + WINDOW));
        for (int number = from; number <= to; number++) {
            inFlight.add(number);
        }
        sent = Math.max(sent, to);
    }

    /** The gateway says that all up to this message is safe; the word may get lost. */
    void acknowledge(int number) {
        if (random.nextDouble() >= lossRate) {
            acknowledged = Math.max(acknowledged, number);
        }
    }

    void forgetAcknowledgements() {
        acknowledged = NOTHING;
    }

    /** The gateway is gone: what is on its way is lost. */
    void disconnect() {
        inFlight.clear();
        sent = acknowledged;
    }
}
