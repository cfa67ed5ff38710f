package serai.cli.configure;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Logging;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.Rehearsal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code ./serai explain FILE|-}. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows what becomes of an event: its record, its way through the routes, and what each destination would be "
                + "sent. Nothing is sent or stored, and no Serai need run. Personal data is printed.")
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An event as its platform sends it, or a record of the archive; several in an "
            + "array, or one a line. '-' reads standard input.")
    private String file = "";

    @Option(names = "--platform", paramLabel = "PLATFORM", converter = PlatformConverter.class,
            description = "mct or praesidium, where the event does not show it.")
    private @Nullable Platform platform;

    @Option(names = "--json", description = "Print JSON, a line for each event.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<GivenEvent> events = events(file);
        PrintWriter out = VisibleText.on(spec().commandLine().getOut());
        try (Logging.Silence journal = Logging.silence(Rehearsal.LOGGER);
                Rehearsal rehearsal = Rehearsal.of(StoredSettings.context(), Clock.systemUTC().instant())) {
            int number = 0;
            for (GivenEvent event : events) {
                Explanation explanation = explain(rehearsal, event, ++number);
                if (json) {
                    ExplanationJson.print(explanation, out);
                } else {
                    ExplanationText.print(explanation, out);
                }
                out.flush();
            }
        }
        return 0;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not parsed");
        }
        return spec;
    }

    private static List<GivenEvent> events(String file) throws IOException {
        try {
            return GivenEvent.in(file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Explanation explain(Rehearsal rehearsal, GivenEvent event, int number) {
        LearningRecord given = event.record();
        if (given != null) {
            return explain(rehearsal, rehearsal.route(given), number);
        }
        Platform from = platform == null ? event.platform() : platform;
        if (from == null) {
            throw new IllegalArgumentException(("%s: event %s is neither one of Microsoft Community Training (EventType) nor of "
                    + "Praesidium Academy (event_type), nor a record; say whose it is by --platform").formatted(file, number));
        }
        return explain(rehearsal, rehearsal.takeIn(from, event.payload().bytes()), number);
    }

    private static Explanation explain(Rehearsal rehearsal, IntakeResult intake, int number) {
        List<DeliveryResult> deliveries = new ArrayList<>();
        Explanation explanation = new Explanation(number, intake, deliveries);
        LearningRecord record = intake.record();
        if (record != null && explanation.isNew()) {
            intake.destinations().forEach(name -> deliveries.add(rehearsal.deliver(name, List.of(record))));
        }
        return explanation;
    }
}
