package io.pelton.connectors;

import io.pelton.connectors.blackhole.BlackholeConnector;
import io.pelton.connectors.datagen.DatagenConnector;
import io.pelton.connectors.filesystem.FileSystemConnector;
import io.pelton.connectors.print.PrintConnector;
import io.pelton.engine.connector.Connector;
import java.io.PrintStream;
import java.util.List;

/** The connectors of this module. In-process tables belong to a program: add its InProcessConnector. */
public final class Connectors {

    private Connectors() {
    }

    /** All of them; print writes to the process's standard streams. */
    public static List<Connector> all() {
        return all(System.out, System.err);
    }

    /** All of them; print writes to these streams. */
    public static List<Connector> all(PrintStream out, PrintStream error) {
        return List.of(
                new FileSystemConnector(), new DatagenConnector(), new PrintConnector(out, error),
                new BlackholeConnector());
    }
}
