package serai.bench.peer;

import serai.bench.machine.Child;
import serai.bench.machine.Workplace;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server with a cluster of its own in the workplace's folder, from the installed binaries, with their defaults. */
public final class Postgres {

    public static final String USER = "postgres";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Duration TO_INITIALISE = Duration.ofSeconds(60);

    private final String url;
    private final Child process;

    private Postgres(String url, Child process) {
        this.url = url;
        this.process = process;
    }

    /** Returns when it takes connections. It ends with the workplace. */
    public static Postgres start(Workplace workplace) throws IOException, InterruptedException {
        return start(workplace, "postgres");
    }

    /** @param name of its folder and its log, where a bench has several */
    public static Postgres start(Workplace workplace, String name) throws IOException, InterruptedException {
        String data = workplace.folder(name).toString();
        Path binaries = binaries();
        workplace.start(name + "-initdb", Map.of(), unprivileged(binaries.resolve("initdb").toString(),
                "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")).finish(TO_INITIALISE);
        int port = workplace.freePort();
        Child process = workplace.start(name, Map.of(), unprivileged(binaries.resolve("postgres").toString(), "-D", data,
                "-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        Postgres server = new Postgres("jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, USER), process);
        process.until("connections", server::answers);
        return server;
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The server, whose connections are children of it. */
    public Child process() {
        return process;
    }

    /** The JDBC address, with the user in it, who has no password. */
    public String url() {
        return url;
    }

    public int port() {
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /** A connection that the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** The first number that a query tells. */
    public long number(String query) throws SQLException {
        try (Connection connection = connect(); var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody. */
    private static List<String> unprivileged(String... command) {
        List<String> whole = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static Path binaries() throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "initdb"))) {
                return Path.of(folder);
            }
        }
        try (Stream<Path> versions = Files.exists(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.max(Comparator.comparingInt(path -> Integer.parseInt(path.getFileName().toString())))
                    .orElseThrow(() -> new IOException("no PostgreSQL is found; apt-get install postgresql"))
                    .resolve("bin");
        }
    }
}
