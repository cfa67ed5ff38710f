package serai.cli;

import serai.journal.DeadLetterId;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ids that somebody has typed. */
final class Ids {

    private Ids() {
    }

    /** @throws IllegalArgumentException if it has not the form of one */
    static DeadLetterId of(String text) {
        return DeadLetterId.parse(text).orElseThrow(() -> new IllegalArgumentException(
                "'%s' is no dead letter's id; they look like lrs-1042, and ./serai dead-letters list shows them".formatted(text)));
    }

    static Set<DeadLetterId> of(List<String> texts) {
        return texts.stream().map(Ids::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that are not among the others, as a sentence's end; blank for none. */
    static String without(Collection<DeadLetterId> all, Collection<DeadLetterId> those, String saying) {
        String rest = all.stream().filter(id -> !those.contains(id)).map(DeadLetterId::toString)
                .collect(Collectors.joining(", "));
        return rest.isEmpty() ? "" : "; " + saying + ": " + rest;
    }
}
