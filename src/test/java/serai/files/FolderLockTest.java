package serai.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.files.FolderLock.Kind;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FolderLockTest {

    @TempDir
    private Path folder;

    @Test
    void isSharedBySeveralOrHeldByOneAlone() throws IOException {
        FolderLock one = FolderLock.take(file(), Kind.WRITING, false).orElseThrow();
        FolderLock other = FolderLock.take(file(), Kind.WRITING, false).orElseThrow();
        assertThat(FolderLock.take(file(), Kind.WRITING, true)).isEmpty();
        one.close();
        one.close();
        assertThat(FolderLock.take(file(), Kind.WRITING, true)).as("the other still has it").isEmpty();
        other.close();

        try (FolderLock alone = FolderLock.take(file(), Kind.WRITING, true).orElseThrow()) {
            assertThat(FolderLock.take(file(), Kind.WRITING, false)).isEmpty();
            assertThat(FolderLock.take(file(), Kind.CORRECTING, true)).as("another kind").hasValueSatisfying(FolderLockTest::close);
        }
        assertThat(FolderLock.take(file(), Kind.WRITING, true)).hasValueSatisfying(FolderLockTest::close);
    }

    @Test
    void isKeptFromOtherProcessesAsLongAsAnyIsHeld() throws Exception {
        FolderLock writing = FolderLock.take(file(), Kind.WRITING, false).orElseThrow();
        FolderLock.take(file(), Kind.LISTING, true).orElseThrow().close();
        assertThat(isLockedForOthers(Kind.WRITING)).isTrue();
        assertThat(isLockedForOthers(Kind.LISTING)).isFalse();
        writing.close();
        assertThat(isLockedForOthers(Kind.WRITING)).isFalse();
    }

    @Test
    void waitsUntilItsBound() throws IOException {
        try (FolderLock held = FolderLock.take(file(), Kind.LISTING, true).orElseThrow()) {
            assertThatThrownBy(() -> FolderLock.await(file(), Kind.LISTING, true, Duration.ofMillis(20)))
                    .isInstanceOf(IOException.class).hasMessageContaining(file().toString())
                    .hasMessageContaining("try again").hasMessageNotContaining("\n");
        }
        FolderLock.await(file(), Kind.LISTING, true, Duration.ZERO).close();
    }

    private Path file() {
        return folder.resolve("some.lock");
    }

    private static void close(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Asked of the system, by another process. */
    private boolean isLockedForOthers(Kind kind) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(), Other.class.getName(), file().toString(),
                Integer.toString(kind.ordinal())).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(told).isIn("free", "locked");
        return told.equals("locked");
    }

    /** The other process. */
    static final class Other {

        private Other() {
        }

        public static void main(String[] file) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock(Long.parseLong(file[1]), 1, false)) {
                System.out.println(lock == null ? "locked" : "free");
            }
        }
    }
}
