package io.pelton.testkit.leak;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceLedgerTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameWhatIsLeftOpen() throws IOException {
        Path file = folder.resolve("data");
        ResourceLedger ledger = ResourceLedger.open();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        CountDownLatch stop = new CountDownLatch(1);
        Thread thread = new Thread(() -> awaitQuietly(stop), "left-behind");
        thread.setDaemon(true);
        thread.start();
        String message = assertThrows(AssertionError.class, ledger::assertNothingLeft).getMessage();
        assertTrue(message.contains("thread left-behind"), message);
        assertTrue(message.contains("data") || !Files.isDirectory(Path.of("/proc/self/fd")), message);
        channel.close();
        stop.countDown();
        ledger.assertNothingLeft();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
