package serai.bench.peer;

import serai.bench.load.Credentials;
import serai.bench.load.Publisher;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Node-RED with the flow in {@code bench/peers/nodered}, installed from npm once. */
public final class NodeRed {

    private static final Path PEER = Path.of("bench", "peers", "nodered").toAbsolutePath();
    private static final Duration TO_INSTALL = Duration.ofMinutes(5);

    private final String webhook;
    private final Child process;

    private NodeRed(String webhook, Child process) {
        this.webhook = webhook;
        this.process = process;
    }

    /**
     * Returns when it answers. It ends with the workplace.
     *
     * @param postgres gets the table that the flow fills
     */
    public static NodeRed start(Workplace workplace, Postgres postgres) throws IOException, InterruptedException, SQLException {
        Path modules = install(workplace);
        try (Connection connection = postgres.connect()) {
            connection.createStatement().execute("CREATE TABLE completion (id bigserial PRIMARY KEY, type text NOT NULL,"
                    + " happened timestamp NOT NULL, learner text NOT NULL, first_name text, last_name text, contact text,"
                    + " completed_id text NOT NULL, completed_name text)");
        }
        int port = workplace.freePort();
        String webhook = "http://127.0.0.1:%d/praesidium/events".formatted(port);
        Path data = workplace.folder("node-red");
        Child process = workplace
                .start("node-red", Map.of("BENCH_MODULES", modules.toString(), "BENCH_LISTEN", Integer.toString(port),
                        "BENCH_DATA", data.toString(), "BENCH_FLOWS", PEER.resolve("flows.json").toString(),
                        "BENCH_AUTHORIZATION", Credentials.AUTHORIZATION,
                        "BENCH_DATABASE", "postgresql://%s@127.0.0.1:%d/postgres".formatted(Postgres.USER, postgres.port())),
                        List.of("node", modules.resolve("node-red/red.js").toString(),
                                "--settings", PEER.resolve("settings.js").toString()))
                .untilLogged("Started flows").until("an answer", new Publisher(webhook)::isAccepted);
        return new NodeRed(webhook, process);
    }

    private static Path install(Workplace workplace) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Workplace.BASE.resolve("node-red"));
        Path wanted = PEER.resolve("package.json");
        Path asked = folder.resolve("package.json");
        Path modules = folder.resolve("node_modules");
        boolean isInstalled = Files.exists(modules.resolve(".package-lock.json")) // what npm writes last
                && Files.exists(asked) && Files.mismatch(wanted, asked) < 0;
        if (!isInstalled) {
            Files.copy(wanted, asked, StandardCopyOption.REPLACE_EXISTING);
            Workplace.delete(modules);
            workplace.start("npm", folder, Map.of(), List.of("npm", "install", "--no-package-lock")).finish(TO_INSTALL);
        }
        return modules;
    }

    public String webhook() {
        return webhook;
    }

    public Child process() {
        return process;
    }
}
