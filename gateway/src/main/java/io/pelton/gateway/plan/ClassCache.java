package io.pelton.gateway.plan;

import io.pelton.engine.operator.Operator;
import io.pelton.operators.window.WindowAggregateSpec;
import io.pelton.sql.compile.ClassStore;
import io.pelton.sql.compile.PlanCompiler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generated classes kept by the hash of their source, for one build of Pelton on one Java: the same source means other
 * bytes when what it calls has changed. A cache: a file that can't be read, is damaged or belongs to another build is
 * as good as none, and is replaced. Any thread.
 *
 * <pre>
 * | 32 SHA-256 of the rest | 2+n build | 4 count | count × (2+n class name | 4 length | class file) |
 * </pre>
 */
public final class ClassCache implements ClassStore {
    private static final Logger LOG = LoggerFactory.getLogger(ClassCache.class);
    private static final int FORMAT = 1;
    private static final int HASH_BYTES = 32;
    private static final long MAX_FILE_BYTES = 16L << 20;

    private final Path folder;
    private final String build;

    /** Keeps classes of {@code build} in {@code folder}, which is made when the first are kept; null keeps none. */
    ClassCache(Path folder, String build) {
        this.folder = build == null ? null : folder;
        this.build = build;
    }

    /**
     * In the user's cache folder; no cache when there is none, or when Pelton runs neither from jars nor from
     * class folders.
     */
    public static ClassCache ofUser() {
        return new ClassCache(CacheFolder.ofUser("classes"), runningBuild());
    }

    @Override
    public Map<String, byte[]> find(String source) {
        if (folder == null) {
            return Map.of();
        }
        Path file = file(source);
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_FILE_BYTES) {
                return Map.of();
            }
            byte[] content = Files.readAllBytes(file);
            byte[] body = Arrays.copyOfRange(content, Math.min(HASH_BYTES, content.length), content.length);
            boolean whole = Arrays.equals(PlanIdentity.sha256(body), Arrays.copyOf(content, HASH_BYTES));
            return whole ? read(body) : Map.of();
        } catch (IOException e) {
            LOG.debug("no cached classes: file={}", file, e);
            return Map.of();
        }
    }

    @Override
    public void keep(String source, Map<String, byte[]> classes) {
        if (folder == null) {
            return;
        }
        Path file = file(source);
        try {
            byte[] body = write(classes);
            byte[] content = Arrays.copyOf(PlanIdentity.sha256(body), HASH_BYTES + body.length);
            System.arraycopy(body, 0, content, HASH_BYTES, body.length);
            CacheFolder.write(file, content);
        } catch (IOException e) {
            LOG.debug("the classes aren't cached: file={}", file, e);
        }
    }

    private Path file(String source) {
        return folder.resolve(PlanIdentity.sha256(source) + ".classes");
    }

    private Map<String, byte[]> read(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        Map<String, byte[]> classes = new LinkedHashMap<>();
        if (!in.readUTF().equals(build)) {
            return classes;
        }
        for (int count = in.readInt(); count > 0; count--) {
            String name = in.readUTF();
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new EOFException("a class is longer than its file: class=" + name + " length=" + length);
            }
            classes.put(name, in.readNBytes(length));
        }
        return classes;
    }

    private byte[] write(Map<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(build);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> generated : classes.entrySet()) {
            out.writeUTF(generated.getKey());
            out.writeInt(generated.getValue().length);
            out.write(generated.getValue());
        }
        return body.toByteArray();
    }

    /**
     * Names the jars or class folders that generated code is compiled against, by size and time; null when one of them
     * is neither.
     */
    private static String runningBuild() {
        StringBuilder build = new StringBuilder("format=" + FORMAT + " java=" + Runtime.version().feature());
        for (Class<?> type : List.of(PlanCompiler.class, WindowAggregateSpec.class, Operator.class,
                DirectBuffer.class)) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source == null) {
                return null;
            }
            try {
                Path place = Path.of(source.getLocation().toURI());
                build.append(' ').append(place.getFileName());
                for (Path file : Files.isDirectory(place) ? classFiles(place) : List.of(place)) {
                    build.append(' ').append(Files.size(file)).append('@')
                            .append(Files.getLastModifiedTime(file).toMillis());
                }
            } catch (URISyntaxException | IOException | RuntimeException e) {
                LOG.debug("classes aren't cached: place={}", source.getLocation(), e);
                return null;
            }
        }
        return PlanIdentity.sha256(build.toString());
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
