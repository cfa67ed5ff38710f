package serai.cli.run;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.cli.publish.Sandbox;
import serai.cli.run.LoopbackEndpoints.Beyond;
import serai.cli.terminal.CountText;
import serai.cli.terminal.Ports;
import serai.cli.terminal.Version;
import serai.files.OwnersFile;
import serai.files.Trust;
import serai.journal.JournalReport;
import serai.journal.sqlite.files.DataFolder;
import serai.sandbox.SandboxHttp;
import serai.settings.known.ArchiveSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.SettingGroup;
import serai.settings.known.WarehouseSetting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ./serai demo}: sends the documented events through the whole of Serai, with the sandbox as all remote parties. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Publishes the nine documented events to a Serai of its own (loopback, free ports, a fresh folder) and shows "
                + "where each was delivered. Exit code 0 only if everything that the router names was delivered.")
public final class DemoCommand implements Callable<Integer> {

    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    /** A rehearsal runs at the lowest priority, beside a Serai that works; the launcher ends it after ten minutes. */
    private static final Duration REHEARSAL_MAX = Duration.ofMinutes(8);

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--data", paramLabel = "FOLDER",
            description = "Folder of the demo; it is emptied first (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data/demo");

    @Option(names = "--send-beyond", description = "Let your own routes send the demo's events to other machines. Without this "
            + "option such a route is refused.")
    private boolean sendBeyond;

    /**
     * For the launcher, which only needs to have the classes of a run loaded: uses the routes in the jar, and reaches no remote
     * party.
     */
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PreloadedClasses.begin();
        empty(data);
        try (StandaloneRuntime runtime = new StandaloneRuntime(overrides())) {
            if (rehearse || !sendBeyond) {
                runtime.within(new LoopbackEndpoints(data, rehearse ? Beyond.LEFT_OUT : Beyond.REFUSED));
            }
            runtime.start();
            JournalReport journal = runtime.serai().journal();
            DemoPublisher publisher = new DemoPublisher(runtime);
            DemoProgress progress = new DemoProgress(spec.commandLine().getErr(), journal, waitMax());
            int published = publisher.publish();
            boolean settled = progress.untilDelivered(published);
            DemoReport report = DemoReport.of(journal);
            report.print(spec.commandLine().getOut(), json);
            SandboxHttp sandbox = Objects.requireNonNull(runtime.sandbox().http(), "a demo has a sandbox of its own");
            OwnersFile.write(data.resolve("lrs-statements.json"), JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
                    .build().writeValueAsBytes(sandbox.lrs().statements()));
            if (!json) {
                spec.commandLine().getOut().printf(Locale.ROOT, "Files in %1$s/archive, rows in %1$s/warehouse.db, statements in "
                        + "%1$s/lrs-statements.json%n", data);
            }
            if (!settled || !report.isDelivered()) {
                throw new IllegalStateException(undelivered(journal));
            }
            return 0;
        }
    }

    private Duration waitMax() {
        return rehearse ? REHEARSAL_MAX : WAIT_MAX;
    }

    private String undelivered(JournalReport journal) {
        return journal.destinations().stream().filter(report -> report.balance().pending() > 0)
                .map(report -> "%s lacks %s (%s)".formatted(report.name(), CountText.of(report.balance().pending(), "record"),
                        report.state().failure() == null ? "no failure was told" : report.state().failure()))
                .collect(Collectors.joining("; ", "after %s s ".formatted(waitMax().toSeconds()), ""));
    }

    /** The demo's own folder, ports and remote parties, so that it never reaches those in application.properties. */
    private Properties overrides() throws IOException {
        Properties overrides = new Properties();
        // A demo unsets addresses and credentials of remote parties, and keeps the user's settings for the form of records.
        SettingGroup.all().filter(setting -> !setting.key().startsWith("serai.xapi."))
                .forEach(setting -> setting.byDefault().filter(value -> rehearse || value.isEmpty())
                        .ifPresent(value -> overrides.setProperty(setting.key(), value)));
        overrides.setProperty("camel.main.profile", "demo");
        overrides.setProperty("camel.server.host", Sandbox.HOST);
        overrides.setProperty("camel.server.port", Integer.toString(Ports.free()));
        overrides.setProperty("camel.management.enabled", "false");
        overrides.setProperty(RuntimeSetting.DATA.key(), data.toString());
        overrides.setProperty(RuntimeSetting.DATA_TRUST.key(), "all"); // invented data only: a demo runs in any folder
        overrides.setProperty(ArchiveSetting.FOLDER.key(), data.resolve("archive").toString());
        overrides.setProperty(WarehouseSetting.URL.key(), "jdbc:sqlite:" + data.resolve("warehouse.db"));
        overrides.setProperty(SandboxSetting.SERVICEBUS_PORT.key(), Integer.toString(Ports.free()));
        overrides.setProperty(SandboxSetting.HTTP_PORT.key(), Integer.toString(Ports.free()));
        overrides.setProperty(MctSetting.ENABLED.key(), "true");
        overrides.setProperty(PraesidiumSetting.ACCEPTED_STATUS.key(), "202");
        return overrides;
    }

    /** Empties the folder of an earlier demo. A folder without Serai's lock file is not a demo's, and is refused. */
    private static void empty(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s is a file; name a folder with --data".formatted(folder));
        }
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent() && Files.notExists(folder.resolve(DataFolder.LOCK))) {
                throw new IOException("%s is not the folder of an earlier demo; name another with --data".formatted(folder));
            }
        }
        DataFolder.open(folder, Trust.ALL).close();
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(DemoCommand::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be deleted".formatted(path), e);
        }
    }
}
