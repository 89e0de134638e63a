package io.pelton.tools.selftest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** What was tested and what came of it, to be kept. One thread. */
final class Receipt {
    private static final String RULE = "-".repeat(78) + "\n";

    private final String head;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private DeviceCheck device;
    private double seconds;

    /** @param head version, machine and time */
    Receipt(String head) {
        this.head = head;
    }

    void add(String kind, Tally tally) {
        tallies.put(kind, tally);
    }

    void device(DeviceCheck check) {
        device = check;
    }

    void seconds(double taken) {
        seconds = taken;
    }

    boolean isPassed() {
        return tallies.values().stream().allMatch(tally -> tally.failed() == 0);
    }

    String text() {
        StringBuilder text = new StringBuilder("PELTON SELF-TEST\n").append(head).append('\n').append(RULE);
        tallies.forEach((kind, tally) -> {
            text.append(String.format("%-24s %,12d cases  %,10d failed%n", kind, tally.cases(), tally.failed()));
            tally.counts().forEach((what, count) -> text.append(String.format("  %-22s %,12d%n", what, count)));
            tally.failures().forEach(failure -> text.append("  FAILED: ").append(failure).append('\n'));
        });
        if (device != null) {
            text.append(String.format("%-24s force of 4 KB: p50 %.2f ms, p99 %.2f ms, max %.1f ms%n", "this disk",
                    device.medianNs() / 1e6, device.p99Ns() / 1e6, device.maxNs() / 1e6));
            text.append("  ").append(device.folder()).append(device.isSuspicious()
                    ? ": too fast for a disk that keeps what it says; it may be memory, or lie\n" : "\n");
        }
        text.append(RULE);
        if (isPassed()) {
            text.append(String.format(
                    "PASSED in %.0f s: no acknowledged input lost, no result missing, wrong or doubled%n", seconds));
        } else {
            text.append(String.format("FAILED in %.0f s; pelton selftest --seed N shows a failed life again%n",
                    seconds));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + '"';
    }

    /** One line. */
    String json() {
        StringJoiner kinds = new StringJoiner(",", "{", "}");
        tallies.forEach((kind, tally) -> {
            StringJoiner counts = new StringJoiner(",", "{", "}");
            counts.add("\"cases\":" + tally.cases()).add("\"failed\":" + tally.failed());
            tally.counts().forEach((what, count) -> counts.add("\"" + what + "\":" + count));
            StringJoiner failures = new StringJoiner(",", "[", "]");
            tally.failures().forEach(failure -> failures.add(quoted(failure)));
            counts.add("\"failures\":" + failures);
            kinds.add("\"" + kind + "\":" + counts);
        });
        String disk = device == null ? "null" : String.format(
                "{\"forceP50Ns\":%d,\"forceP99Ns\":%d,\"forceMaxNs\":%d,\"suspicious\":%b}", device.medianNs(),
                device.p99Ns(), device.maxNs(), device.isSuspicious());
        return "{\"passed\":" + isPassed() + ",\"seconds\":" + Math.round(seconds) + ",\"kinds\":" + kinds
                + ",\"disk\":" + disk + "}";
    }
}
