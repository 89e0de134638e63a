package io.pelton.perf.peers;

/** A reading as an object, which is what both peers pass around. Immutable; a bean, because Esper looks for getters. */
public final class Reading {
    private final Integer device;
    private final long timeMs;
    private final double temperature;

    Reading(Integer device, long timeMs, double temperature) {
        this.device = device;
        this.timeMs = timeMs;
        this.temperature = temperature;
    }

    public Integer getDevice() {
        return device;
    }

    public long getTimeMs() {
        return timeMs;
    }

    public double getTemperature() {
        return temperature;
    }
}
