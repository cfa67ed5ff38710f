package serai.destinations.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** The file that somebody has touched, with what was in it; there is one at the most. */
final class TouchedFile {

    private final Random random;
    /** Null where none is. */
    private Path file;
    private byte[] asItWas;

    TouchedFile(Random random) {
        this.random = random;
    }

    boolean isTouched() {
        return file != null;
    }

    boolean isLonger() throws IOException {
        return file != null && Files.exists(file) && Files.size(file) > asItWas.length;
    }

    Path file() {
        return file;
    }

    /** Whether it is that part, as it is named while it grows, or once it is finished. */
    boolean isOf(ArchiveSeries series, int part, Archive archive) {
        return file != null && (file.equals(archive.folder().files().name(series, part))
                || file.equals(archive.folder().files().growingName(series, part)));
    }

    /** The lines that it had. */
    Stream<String> lines() {
        return new String(asItWas, StandardCharsets.UTF_8).lines();
    }

    /** Nobody puts it back any more. */
    void isLeft() {
        file = null;
    }

    /** Edits it, shortens it, lengthens it, or takes it away. */
    void touch(Path grown) throws IOException {
        file = grown;
        asItWas = Files.readAllBytes(file);
        byte[] other = asItWas.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                other[random.nextInt(other.length)] = '#';
                Files.write(file, other);
            }
            case 1 -> Files.write(file, Arrays.copyOf(other, random.nextInt(other.length)));
            case 2 -> Files.writeString(file, "somebody else's\n", StandardOpenOption.APPEND);
            default -> Files.delete(file);
        }
    }

    void putBack() throws IOException {
        if (file != null) {
            Files.write(file, asItWas);
            file = null;
        }
    }
}
