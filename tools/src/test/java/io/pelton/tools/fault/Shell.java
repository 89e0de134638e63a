package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the system: mount, losetup, cp. Any thread. */
final class Shell {
    private Shell() {
    }

    /** Runs a command and gives what it printed; fails when the command fails. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("a command failed: command=" + List.of(command) + " status=" + status + " output="
                    + output.strip());
        }
        return output;
    }

    /** True when the command could be run and said yes. */
    static boolean says(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
