package io.pelton.journal.chronicle;

import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What must be settled before the first class of Chronicle Queue does anything. Process-wide, applied once. */
final class ChronicleSettings {
    private static final Logger LOG = LoggerFactory.getLogger("io.pelton.journal.chronicle");
    private static boolean isApplied;

    private ChronicleSettings() {
    }

    static synchronized void apply() {
        if (isApplied) {
            return;
        }
        isApplied = true;
        setIfAbsent("chronicle.analytics.disable", "true");
        setIfAbsent("chronicle.disk.monitor.disable", "true");
        setIfAbsent("chronicle.announcer.disable", "true");
        Jvm.setExceptionHandlers(at(Level.ERROR), at(Level.WARN), at(Level.DEBUG), at(Level.DEBUG));
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static ExceptionHandler at(Level level) {
        return new ExceptionHandler() {
            @Override
            public void on(Class<?> type, String message, Throwable thrown) {
                LOG.atLevel(level).setCause(thrown).log("{}: {}", type.getSimpleName(), message);
            }

            @Override
            public void on(Logger logger, String message, Throwable thrown) {
                LOG.atLevel(level).setCause(thrown).log(message);
            }

            @Override
            public boolean isEnabled(Class<?> type) {
                return LOG.isEnabledForLevel(level);
            }
        };
    }
}
