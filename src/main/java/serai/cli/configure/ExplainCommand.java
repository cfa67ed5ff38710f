package serai.cli.configure;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Logging;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.model.Platform;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.Rehearsal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ./serai explain FILE|-}. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows what becomes of an event: its record, its way through the routes, and what each destination would be "
                + "sent at first, and what a repeat (after a start or a failure) would send instead. Nothing is sent or stored, "
                + "and no Serai need run. Personal data is printed.")
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An event as its platform sends it, or a record of the archive; several in an "
            + "array, or one a line. '-' reads standard input. A folder: all records of the archive in it.")
    private String file = "";

    @Option(names = "--platform", paramLabel = "PLATFORM", converter = PlatformConverter.class,
            description = "mct or praesidium, where the event does not show it.")
    private @Nullable Platform platform;

    @Option(names = "--json", description = "Print JSON, a line for each event.")
    private boolean json;

    @Option(names = "--destination", paramLabel = "NAME", description = "Show only what this destination is sent; may be repeated.")
    private Set<String> only = Set.of();

    @Option(names = "--config", paramLabel = "FILE", description = "Another settings file than application.properties.")
    private @Nullable Path config;

    @Option(names = "--routes", paramLabel = "FOLDER", description = "Another folder of routes than serai.routes.")
    private @Nullable Path routes;

    @Option(names = "--diff", description = "Show only what --config or --routes would change.")
    private boolean diff;

    @Option(names = "--show", paramLabel = "NUMBER", description = "With --diff: how many changed events are shown, at the most; "
            + "all are counted. Default: ${DEFAULT-VALUE}.")
    private int show = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (diff && config == null && routes == null) {
            throw new ParameterException(command, "--diff compares with another configuration: name it by --config or --routes");
        }
        PrintWriter out = VisibleText.on(command.getOut());
        Instant now = Clock.systemUTC().instant();
        try (Logging.Silence journal = Logging.silence(Rehearsal.LOGGER);
                EventExplanations asked = EventExplanations.of(config, routes, only, !diff, now)) {
            if (diff) {
                try (EventExplanations present = EventExplanations.of(null, null, only, false, now)) {
                    requireDestinations(Stream.of(present, asked));
                    compare(present, asked, out);
                }
            } else {
                requireDestinations(Stream.of(asked));
                explain(asked, out);
            }
        }
        out.flush();
        return 0;
    }

    /** @throws IllegalArgumentException if none of these has a destination that is to be shown */
    private void requireDestinations(Stream<EventExplanations> explainers) {
        Set<String> known = explainers.flatMap(explainer -> explainer.destinations().stream()).collect(Collectors.toSet());
        only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("there is no destination '%s': no route reads journal:%s; correct --destination"
                    .formatted(name, name));
        });
    }

    private void explain(EventExplanations explainer, PrintWriter out) throws Exception {
        AtomicInteger number = new AtomicInteger();
        EventFiles.read(file, (event, place) -> {
            Explanation explanation = explain(explainer, event, place, number.incrementAndGet());
            if (json) {
                ExplanationJson.print(explanation, out);
            } else {
                ExplanationText.print(explanation, out);
            }
            out.flush();
        });
    }

    private void compare(EventExplanations present, EventExplanations other, PrintWriter out) throws Exception {
        ExplanationDiff differences = new ExplanationDiff(out, json, json ? Integer.MAX_VALUE : show);
        AtomicInteger number = new AtomicInteger();
        EventFiles.read(file, (event, place) -> {
            int at = number.incrementAndGet();
            differences.compare(explain(present, event, place, at), explain(other, event, place, at), place);
        });
        differences.summarize();
    }

    private Explanation explain(EventExplanations explainer, GivenEvent event, String place, int number) {
        try {
            return explainer.explain(event, platform == null ? event.platform() : platform, number);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
        }
    }
}
