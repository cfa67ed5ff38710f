package host;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** A real Karaf with a {@code karaf.base} of its own: a process, its console and what is in its memory. */
final class Karaf implements AutoCloseable {

    private static final Path HOME = Path.of("target/apache-karaf-4.4.8").toAbsolutePath();
    private static final Path OUT = Path.of("target/karaf.out");
    /** An enum that each start needs: its objects stay as long as its class, and that as long as the class loader. */
    private static final String OF_EACH_LOADER = "serai.settings.known.RuntimeSetting";

    private static final int TRIES_MAX = 30;

    private final Path base;
    private final int ssh;
    private final Process process;

    Karaf(Path base) throws Exception {
        this.base = base;
        ssh = freePort();
        for (String folder : List.of("data", "data/serai", "deploy", "etc", "etc/serai")) {
            Files.createDirectory(base.resolve(folder),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (Stream<Path> files = Files.list(HOME.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("etc").resolve(file.getFileName()));
            }
        }
        set("org.apache.karaf.shell.cfg", "sshPort", ssh);
        set("org.apache.karaf.management.cfg", "rmiRegistryPort", freePort());
        set("org.apache.karaf.management.cfg", "rmiServerPort", freePort());
        Files.writeString(base.resolve("etc/users.properties"), """

                karaf = karaf,_g_:admingroup
                _g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh
                """, StandardOpenOption.APPEND);
        // Soft references last until memory is needed; here it always is.
        process = script("karaf", Map.of("EXTRA_JAVA_OPTS", "-XX:SoftRefLRUPolicyMSPerMB=0"), "server")
                .redirectOutput(OUT.toFile()).start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void set(String file, String name, int value) throws IOException {
        Path path = base.resolve("etc").resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains("\n" + name + " = "), text);
        Files.writeString(path, text.replaceFirst("(?m)^" + name + " = .*$", name + " = " + value));
    }

    private ProcessBuilder script(String name, Map<String, String> more, String... arguments) {
        ProcessBuilder script = new ProcessBuilder(Stream.concat(Stream.of(HOME.resolve("bin").resolve(name).toString()),
                Stream.of(arguments)).toList()).redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(Map.of("KARAF_BASE", base.toString(), "KARAF_DATA", base.resolve("data").toString(), "KARAF_ETC",
                base.resolve("etc").toString(), "JAVA_HOME", System.getProperty("java.home"), "KARAF_EXEC", "exec"));
        script.environment().putAll(environment);
        return script;
    }

    /** Runs a command of Karaf's console, whose client wants an open input; again, while that is not there yet. */
    void console(String command) throws Exception {
        String printed = "";
        for (int i = 0; i < TRIES_MAX; i++) {
            Process client = script("client", Map.of(), "-a", String.valueOf(ssh), "-u", "karaf", "-p", "karaf", command).start();
            printed = new String(client.getInputStream().readAllBytes());
            assertTrue(client.waitFor(1, TimeUnit.MINUTES));
            if (client.exitValue() == 0) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        fail(command + ": " + printed);
    }

    /** How many class loaders have Serai's classes, after a full collection. */
    long loaders() throws IOException {
        return jcmd("GC.class_histogram").lines().map(line -> line.strip().split(" +"))
                .filter(words -> words.length > 3 && words[3].equals(OF_EACH_LOADER)).count();
    }

    String threads() throws IOException {
        return jcmd("Thread.print").lines().filter(line -> line.startsWith("\"")).map(line -> line.replaceFirst("#.*", "")).sorted()
                .collect(Collectors.joining("\n"));
    }

    String jcmd(String... command) throws IOException {
        long pid = process.descendants().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).findFirst().orElse(process.pid());
        Process tool = new ProcessBuilder(Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), String.valueOf(pid)), Stream.of(command))
                .toList()).redirectErrorStream(true).start();
        return new String(tool.getInputStream().readAllBytes());
    }

    String log() throws IOException {
        Path file = base.resolve("data/log/karaf.log");
        return (Files.exists(file) ? Files.readString(file) : "no log") + Files.readString(OUT);
    }

    @Override
    public void close() throws Exception {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    }
}
