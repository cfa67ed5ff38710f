package serai.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.files.FolderLock.Purpose;

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
        FolderLock one = FolderLock.take(file(), Purpose.WRITING, false).orElseThrow();
        FolderLock other = FolderLock.take(file(), Purpose.WRITING, false).orElseThrow();
        assertThat(FolderLock.take(file(), Purpose.WRITING, true)).isEmpty();
        one.close();
        one.close();
        assertThat(FolderLock.take(file(), Purpose.WRITING, true)).as("the other still has it").isEmpty();
        other.close();

        try (FolderLock alone = FolderLock.take(file(), Purpose.WRITING, true).orElseThrow()) {
            assertThat(FolderLock.take(file(), Purpose.WRITING, false)).isEmpty();
            assertThat(FolderLock.take(file(), Purpose.CORRECTING, true)).as("another purpose")
                    .hasValueSatisfying(FolderLockTest::close);
        }
        assertThat(FolderLock.take(file(), Purpose.WRITING, true)).hasValueSatisfying(FolderLockTest::close);
    }

    @Test
    void isKeptFromOtherProcessesAsLongAsAnyIsHeld() throws Exception {
        FolderLock writing = FolderLock.take(file(), Purpose.WRITING, false).orElseThrow();
        FolderLock.take(file(), Purpose.LISTING, true).orElseThrow().close();
        assertThat(isLockedForOthers(Purpose.WRITING)).isTrue();
        assertThat(isLockedForOthers(Purpose.LISTING)).isFalse();
        writing.close();
        assertThat(isLockedForOthers(Purpose.WRITING)).isFalse();
    }

    @Test
    void waitsUntilItsBound() throws IOException {
        try (FolderLock held = FolderLock.take(file(), Purpose.LISTING, true).orElseThrow()) {
            assertThatThrownBy(() -> FolderLock.await(file(), Purpose.LISTING, true, Duration.ofMillis(20)))
                    .isInstanceOf(IOException.class).hasMessageContaining(file().toString())
                    .hasMessageContaining("try again").hasMessageNotContaining("\n");
        }
        FolderLock.await(file(), Purpose.LISTING, true, Duration.ZERO).close();
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
    private boolean isLockedForOthers(Purpose purpose) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(), Other.class.getName(), file().toString(),
                Integer.toString(purpose.ordinal())).redirectErrorStream(true).start();
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
