package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import serai.journal.SourceReport;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.model.EventType;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the values of options that are names. Unknown names are refused; the message lists the known ones. */
public record OptionValidator(CommandSpec spec, JournalOperations operations) {

    /** Values of {@code --from} for events that have reached no destination. */
    public static final String WEBHOOK = "webhook";
    public static final String UNROUTED = "unrouted";
    public static final String BROKER = "broker";

    /** @param further destinations that the journal does not know yet */
    public void requireDestination(String option, @Nullable String name, Collection<String> further) {
        Set<String> names = new TreeSet<>(operations.destinations().names());
        names.addAll(further);
        require(option, name, names);
    }

    public void requireType(String option, @Nullable String type) {
        if (type != null && EventType.named(type).isEmpty()) {
            Set<String> types = new TreeSet<>(operations.replay().types());
            Arrays.stream(EventType.values()).map(EventType::name).forEach(types::add);
            require(option, type, types);
        }
    }

    public void requireClass(String option, @Nullable String word) {
        require(option, word, Stream.concat(Arrays.stream(FailureClass.values()).map(FailureClass::word),
                Stream.of("differs")).toList());
    }

    public void requireSource(String option, @Nullable String name, String... further) {
        require(option, name, Stream.concat(operations.destinations().sources().stream().map(SourceReport::name),
                Stream.of(further)).distinct().toList());
    }

    /** For commands in which {@code --from} accepts the broker only. */
    public static void requireBroker(CommandSpec spec, String from) {
        if (!BROKER.equals(from)) {
            throw new ParameterException(spec.commandLine(), "--from: only '%s' is allowed here".formatted(BROKER));
        }
    }

    /** @param name null if the option is not given, which is allowed */
    private void require(String option, @Nullable String name, Collection<String> known) {
        if (name != null && !known.contains(name)) {
            throw new ParameterException(spec.commandLine(), "%s: there is no '%s'; there %s".formatted(option, name,
                    known.isEmpty() ? "is none yet" : "are " + String.join(", ", known)));
        }
    }
}
