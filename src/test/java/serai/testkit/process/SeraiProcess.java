package serai.testkit.process;

import serai.testkit.MachineDoubt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Serai as a process of its own, which ends with this object. */
public final class SeraiProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path out;
    private final Path errors;
    private final Process process;

    SeraiProcess(List<String> command, Path folder, Map<String, String> variables) throws IOException {
        out = folder.resolve("out.txt");
        errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(variables);
        process = builder.start();
    }

    public SeraiProcess untilRunning() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as(errors()).isTrue();
            return errors().contains("Serai is running");
        });
        return this;
    }

    /** Waits for that time; fails if the process ends meanwhile. */
    public void runsFor(Duration time) throws InterruptedException {
        assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)).as(errors()).isFalse();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL after that time, unless it has ended by then. */
    public void kill(Duration after) throws InterruptedException {
        process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
        kill();
    }

    /** SIGTERM. */
    public SeraiProcess terminate() {
        process.destroy();
        return this;
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(errors()).isTrue();
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** The process, for a {@link Signal}. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public String out() {
        return text(out);
    }

    /** What it has written to standard error, but for what depends on the machine ({@link MachineDoubt}). */
    public String errors() {
        return text(errors).lines().filter(MachineDoubt::isNotIn).map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
