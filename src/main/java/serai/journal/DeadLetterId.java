package serai.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of something that stands among the dead letters, as people write it: {@code lrs-1042} for a record that stands
 * aside for a destination, {@code mct-differs-3} for an event that its source had sent before with other content,
 * {@code praesidium-rejected-7} for a body that was no event.
 *
 * @param kind what it is
 * @param of   name of the destination, or of the source
 * @param nr   the record's sequence number, or a number of its own
 */
public record DeadLetterId(Kind kind, String of, long nr) implements Comparable<DeadLetterId> {

    private static final Pattern FORM = Pattern.compile("(.+?)(-differs|-rejected)?-(\\d{1,18})");

    /** What can stand among the dead letters; the word is part of the name. */
    public enum Kind {
        /** A record that a destination has not taken. */
        RECORD(""),
        /** An event known already, with other content. */
        DIFFERS("-differs"),
        /** A body that was no event. */
        REJECTED("-rejected");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The id that the text names; empty where it has not the form of one. */
    public static Optional<DeadLetterId> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        Kind kind = form.group(2) == null ? Kind.RECORD : form.group(2).equals(Kind.DIFFERS.word) ? Kind.DIFFERS : Kind.REJECTED;
        return Optional.of(new DeadLetterId(kind, form.group(1), Long.parseLong(form.group(3))));
    }

    @Override
    public int compareTo(DeadLetterId other) {
        int byKind = kind.compareTo(other.kind);
        int byName = byKind != 0 ? byKind : of.compareTo(other.of);
        return byName != 0 ? byName : Long.compare(nr, other.nr);
    }

    @Override
    public String toString() {
        return of + kind.word + "-" + nr;
    }
}
