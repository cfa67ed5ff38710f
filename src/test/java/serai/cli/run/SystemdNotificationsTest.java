package serai.cli.run;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Skipped;
import serai.threads.ThreadFailures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With a {@code systemd-notify} that writes what it is to tell into a file. */
class SystemdNotificationsTest {

    @TempDir
    private Path folder;
    private Path program;

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "systemd WAS TOLD NOTHING: its stand-in takes a shell");
    }

    @BeforeEach
    void aProgram() throws Exception {
        program = Files.writeString(folder.resolve("systemd-notify"), "#!/bin/sh\necho \"$@\" >>'" + folder + "/told'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> told() throws Exception {
        Path told = folder.resolve("told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    @Test
    void saysNothingOutsideOfSystemd() {
        assertThat(SystemdNotifications.of(Map.of("WATCHDOG_USEC", "1000"), program.toString())).isEmpty();
    }

    @Test
    void tellsThatItRunsOnceWhereNobodyWatches() throws Exception {
        SystemdNotifications.of(Map.of("NOTIFY_SOCKET", "/run/none"), program.toString()).orElseThrow().begin(() -> {
            throw new AssertionError("nobody watches");
        });

        assertThat(told()).containsExactly("READY=1");
    }

    @Test
    void tellsThatItLivesOnlyWhileItDoes() throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        AtomicInteger refusals = new AtomicInteger();
        SystemdNotifications systemd =
                SystemdNotifications.of(Map.of("NOTIFY_SOCKET", "/run/none", "WATCHDOG_USEC", "30000"), program.toString())
                        .orElseThrow();
        try (systemd) {
            systemd.begin(() -> {
                if (!alive.get()) {
                    refusals.incrementAndGet();
                    throw new IllegalStateException("dead");
                }
            });

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(told()).startsWith("READY=1", "WATCHDOG=1", "WATCHDOG=1"));
            alive.set(false);
            await().atMost(Duration.ofMinutes(1)).until(() -> refusals.get() > 0);
            int toldWhileAlive = told().size();
            await().atMost(Duration.ofMinutes(1)).until(() -> refusals.get() > 1);
            assertThat(told()).hasSize(toldWhileAlive);
        }

        assertThat(ThreadFailures.now()).doesNotContainKey("systemd-watchdog");
    }

    @Test
    void goesOnWhereTheProgramIsMissing() throws Exception {
        SystemdNotifications.of(Map.of("NOTIFY_SOCKET", "/run/none"), folder + "/none").orElseThrow().begin(() -> {});

        assertThat(told()).isEmpty();
    }
}
