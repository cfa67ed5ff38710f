package serai.testkit.process;

import org.jspecify.annotations.Nullable;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;

/** A folder that Serai runs in as a process of its own, with its own application.properties: free ports, data in it. */
public final class SeraiFolder {

    /** Leaves the tests' own classes out of the class path. */
    private static final Predicate<Path> SHIPPED = entry -> !entry.endsWith("test-classes");

    private final Path path;
    private final Properties settings = new Properties();
    private final Map<String, String> variables = new HashMap<>();
    private @Nullable Path jar;

    public SeraiFolder(Path path) {
        this.path = path;
        with("camel.main.jmxEnabled", "false");
        with("camel.main.startupSummaryLevel", "off");
        with("camel.server.host", "127.0.0.1");
        with("camel.management.host", "127.0.0.1");
        with("camel.server.port", FreePort.text());
        with("camel.management.port", FreePort.text());
        with("serai.sandbox.servicebus.port", FreePort.text());
        with("serai.sandbox.http.port", FreePort.text());
        with("serai.routes", "classpath:routes");
        with("serai.data", path.resolve("data").toString());
        with("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        with("serai.retry.delay.ms", "50");
        with("serai.retry.delay.max.ms", "200");
    }

    /** Has it run a jar instead of the classes that are built. */
    public SeraiFolder withJar(Path serai) {
        jar = serai;
        return this;
    }

    public SeraiFolder with(String setting, String value) {
        settings.setProperty(setting, value);
        return this;
    }

    /** Sets a variable; otherwise its environment is that of the tests. */
    public SeraiFolder withVariable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public SeraiProcess start(String... arguments) throws IOException {
        return process("serai.cli.Main", SHIPPED, arguments);
    }

    /** Runs with a clock that is ahead. */
    public SeraiProcess startAhead(Duration ahead) throws IOException {
        return process("serai.testkit.process.RunAtAnotherTime", entry -> true, Long.toString(ahead.toMillis()));
    }

    /** Runs with the application.properties that is there, as a test has edited it. */
    public SeraiProcess startAsEdited(String... arguments) throws IOException {
        return processAsEdited("serai.cli.Main", SHIPPED, arguments);
    }

    private SeraiProcess process(String main, Predicate<Path> classPath, String... arguments) throws IOException {
        write();
        return processAsEdited(main, classPath, arguments);
    }

    /** Writes its application.properties; returns the file. */
    public Path write() throws IOException {
        Path file = path.resolve("application.properties");
        try (Writer out = Files.newBufferedWriter(file)) { // UTF-8
            settings.store(out, null);
        }
        return file;
    }

    private SeraiProcess processAsEdited(String main, Predicate<Path> classPath, String... arguments) throws IOException {
        List<String> command = QuickJava.command(QuickJava.built().stream().filter(classPath)
                .map(entry -> jar != null && entry.endsWith("target/classes") ? jar.toAbsolutePath() : entry).toList());
        command.add(main);
        command.addAll(List.of(arguments));
        return new SeraiProcess(command, path, variables);
    }

    public Properties settings() {
        return settings;
    }

    public Path data() {
        return Path.of(settings.getProperty("serai.data"));
    }

    public URI webhook() {
        return URI.create("http://127.0.0.1:%s/praesidium/events".formatted(settings.getProperty("camel.server.port")));
    }
}
