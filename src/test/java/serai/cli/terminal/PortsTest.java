package serai.cli.terminal;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    /** A server that the system gave a port, asked for it and closed at once: the port may be another's before it is used. */
    private static final Pattern LET_GO = Pattern.compile(
            "new ServerSocket\\(0[^;{]*\\)\\) \\{\\s*[^;}]*getLocalPort\\(\\)\\)?;\\s*\\}|EmbeddedPostgres\\.start\\(\\)");

    @Test
    void aFreePortIsNoneThatTheSystemGivesToAConnectionMeanwhile() throws IOException {
        int ofTheSystem;
        try (ServerSocket socket = new ServerSocket(0)) {
            ofTheSystem = socket.getLocalPort();
            Set<Integer> free = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                free.add(Ports.free());
            }

            assertThat(free).as("another each time").hasSize(100).allMatch(port -> port < Math.min(ofTheSystem, 49_152));
        }
    }

    @Test
    void noTestTakesAPortThatItHasLetGo() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (!source.endsWith("PortsTest.java") && LET_GO.matcher(Files.readString(source)).find()) {
                    found.add(source);
                }
            }
        }

        assertThat(found).as("take one of FreePort").isEmpty();
        assertThat(LET_GO.matcher("try (ServerSocket s = new ServerSocket(0)) {\n    port = s.getLocalPort();\n}").find()).isTrue();
    }
}
