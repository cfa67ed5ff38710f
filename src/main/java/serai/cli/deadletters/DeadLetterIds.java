package serai.cli.deadletters;

import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.DeadLetters;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static serai.installation.Installation.SERAI;

/** Parses the ids that an operator has typed. */
final class DeadLetterIds {

    private DeadLetterIds() {
    }

    /** @throws IllegalArgumentException if the text has not the form of an id */
    static DeadLetterId of(String text) {
        return DeadLetterId.parse(text).orElseThrow(() -> new IllegalArgumentException(
                ("'%s' is not the id of a dead letter; ids look like "
                        + "lrs-1042, and " + SERAI + " dead-letters list shows them").formatted(text)));
    }

    static Set<DeadLetterId> of(List<String> texts) {
        return texts.stream().map(DeadLetterIds::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The sequence numbers of the broker's dead letters. @throws IllegalArgumentException if one is not a number */
    static Set<Long> atBroker(List<String> texts) {
        return texts.stream().map(DeadLetterIds::atBroker).collect(Collectors.toCollection(TreeSet::new));
    }

    static long atBroker(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    ("'%s' is not the number of a dead letter at the broker; " + SERAI + " dead-letters list "
                            + "--from broker shows the numbers").formatted(text));
        }
        return Long.parseLong(text);
    }

    static IllegalArgumentException noneAtBroker(long number) {
        return new IllegalArgumentException(
                ("the broker has no dead letter %s; " + SERAI + " dead-letters list --from broker shows the "
                        + "existing ones").formatted(number));
    }

    /**
     * The named ids that were left alone, each with its state, as the end of a sentence; blank if there are none.
     *
     * @throws IllegalArgumentException if all of them were left alone
     */
    static String leftAlone(Collection<DeadLetterId> named, Collection<DeadLetterId> done, DeadLetters letters) {
        String rest = named.stream().filter(id -> !done.contains(id)).map(id -> "%s is %s".formatted(id, state(letters.get(id))))
                .collect(Collectors.joining(", "));
        if (done.isEmpty()) {
            throw new IllegalArgumentException("nothing is done: " + rest);
        }
        return rest.isEmpty() ? "" : "; left alone: " + rest;
    }

    private static String state(DeadLetterDetails details) {
        return details.record() == null ? "no longer kept" : details.letter().state().word();
    }
}
