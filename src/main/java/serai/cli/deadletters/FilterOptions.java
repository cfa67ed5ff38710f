package serai.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.operate.OptionValidator;
import serai.cli.terminal.PointInTime;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.settings.Settings;
import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The options that select dead letters. */
final class FilterOptions {

    @Option(names = "--destination", paramLabel = "NAME", description = "Only for that destination.")
    private @Nullable String destination;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of that type, such as COURSE_COMPLETED.")
    private @Nullable String type;

    @Option(names = "--class", paramLabel = "CLASS",
            description = "Only of that failure class: refused, conflict, forbidden, unavailable, misconfigured, differs.")
    private @Nullable String failureClass;

    @Option(names = "--since", paramLabel = "TIME", converter = PointInTime.class,
            description = "Changed since: 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d.")
    private @Nullable Instant since;

    @Option(names = "--from", paramLabel = "SOURCE",
            description = "What did not get as far as a destination: a source's name for its refused bodies and for events that it "
                    + "had sent before with other content, 'webhook' for refused bodies alone, 'broker' for messages in Service "
                    + "Bus's dead-letter queue, 'unrouted' for events that the router had no destination for.")
    private @Nullable String from;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether bodies are selected that the webhook has refused. */
    boolean isOfWebhook() {
        return OptionValidator.WEBHOOK.equals(from);
    }

    /** Whether dead letters of the broker are selected. */
    boolean isOfBroker() {
        return OptionValidator.BROKER.equals(from);
    }

    /** Whether a source's refused bodies, and its events that came with other content, are selected. */
    boolean isOfSource() {
        return from != null && !isOfWebhook() && !isOfBroker() && !OptionValidator.UNROUTED.equals(from);
    }

    /** Lists the broker's dead letters, which can be filtered by type and time only. @throws ParameterException as {@link #each} */
    void listFromBroker(BrokerDeadLetterText letters, boolean json) throws JsonProcessingException {
        requireNoDestination();
        letters.list(type, since, json);
    }

    /**
     * Gives each selected dead letter to {@code to}.
     *
     * @throws ParameterException if the options contradict each other or name something unknown; the message says why
     */
    void each(JournalOperations operations, Settings settings, Consumer<DeadLetter> to) {
        requireKnown(new OptionValidator(spec, operations), settings);
        DeadLetterFilter selection = new DeadLetterFilter(destination, type, failureClass, since,
                isOfWebhook() || OptionValidator.UNROUTED.equals(from) ? null : from);
        if (isOfWebhook()) {
            operations.deadLetters().eachRejected(selection, to);
        } else if (OptionValidator.UNROUTED.equals(from)) {
            operations.deadLetters().eachUnrouted(selection, to);
        } else {
            operations.deadLetters().each(selection, to);
            if (isOfSource() && type == null) { // a body that was no event has no type
                operations.deadLetters().eachRejected(selection, to);
            }
        }
    }

    private void requireKnown(OptionValidator known, Settings settings) {
        known.requireDestination("--destination", destination, List.of());
        known.requireType("--type", type);
        known.requireClass("--class", failureClass);
        if (isOfBroker()) {
            throw new ParameterException(spec.commandLine(), "export does not work for the broker's dead letters; leave out --from "
                    + "broker (list, show, retry and edit work with it)");
        }
        known.requireSource("--from", from, settings.text(MctSetting.SOURCE), settings.text(PraesidiumSetting.SOURCE),
                OptionValidator.BROKER, OptionValidator.UNROUTED, OptionValidator.WEBHOOK);
        requireNoDestination();
        if (isOfWebhook() && type != null) {
            throw new ParameterException(spec.commandLine(), "--type does not work with --from webhook: a body that was not an "
                    + "event has no type");
        }
    }

    private void requireNoDestination() {
        if (from != null && (destination != null || failureClass != null)) {
            throw new ParameterException(spec.commandLine(), "--destination and --class don't work with --from: it selects what "
                    + "reached no destination");
        }
    }
}
