package io.pelton.testkit.simulation;

import io.pelton.engine.Engine;
import io.pelton.testkit.disk.LossVariant;
import io.pelton.testkit.disk.SimulatedDisk;

/**
 * Power cuts at every operation of the disk in turn: each write, force, rename, creation and deletion of an undisturbed
 * run is a point at which the power goes off, before or in the midst of it; then the run comes to its end and
 * everything is checked. One thread.
 */
public final class CrashPoints {
    private final SimulatedScript script;
    private final Scenario scenario;

    /** @param scenario without troubles: only the power fails */
    public CrashPoints(SimulatedScript script, Scenario scenario) {
        this.script = script;
        this.scenario = scenario;
    }

    /** Runs undisturbed and returns the number of operations, the first being 1. */
    public long count() {
        return Simulation.explained(script, scenario, () -> {
            SimulatedGateway gateway = new SimulatedGateway(script, scenario, SeededBug.NONE);
            gateway.finish(gateway.open());
            gateway.check();
            return gateway.disk().faults().operations();
        });
    }

    /**
     * Cuts the power at one operation.
     *
     * @param isDuring in the midst of it instead of before it
     * @throws Violation when a promise is broken
     */
    public void cut(long operation, boolean isDuring, LossVariant variant) {
        Simulation.explained(script, scenario, () -> {
            try {
                return cutAt(operation, isDuring, variant);
            } catch (Violation e) {
                throw new Violation(e.getMessage() + "; operation=" + operation + " isDuring=" + isDuring + " variant="
                        + variant, e);
            }
        });
    }

    private boolean cutAt(long operation, boolean isDuring, LossVariant variant) {
        SimulatedGateway gateway = new SimulatedGateway(script, scenario, SeededBug.NONE);
        SimulatedDisk disk = gateway.disk();
        if (isDuring) {
            disk.faults().failPowerDuring(operation);
        } else {
            disk.faults().failPowerAt(operation);
        }
        Engine engine = null;
        try {
            engine = gateway.open();
            gateway.finish(engine);
        } catch (RuntimeException | Violation e) {
            if (disk.isPowerOn()) {
                throw e;
            }
        }
        if (disk.isPowerOn()) {
            throw new Violation("The power never failed");
        }
        gateway.closeDead(engine);
        disk.powerCut(variant, operation);
        gateway.finish(gateway.open());
        gateway.check();
        return true;
    }
}
