package serai.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a dead letter, as operators write it: {@code lrs-1042} for a record that a destination has not taken,
 * {@code mct-differs-3} for an event that its source had sent before with other content, {@code praesidium-rejected-7} for a
 * body that was no event.
 *
 * @param content what it holds
 * @param of   name of the destination, or of the source
 * @param nr   the record's sequence number; for other content a number of their own
 */
public record DeadLetterId(Content content, String of, long nr) implements Comparable<DeadLetterId> {

    private static final Pattern FORM = Pattern.compile("(.+?)(-differs|-rejected)?-(\\d{1,18})");

    /** What a dead letter holds; its word is part of the id. */
    public enum Content {
        /** A record that a destination has not taken. */
        RECORD(""),
        /** An event known already, with other content. */
        DIFFERS("-differs"),
        /** A body that was no event. */
        REJECTED("-rejected");

        private final String word;

        Content(String word) {
            this.word = word;
        }
    }

    /** Parses an id; empty if the text does not have the form of one. */
    public static Optional<DeadLetterId> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        Content content = form.group(2) == null ? Content.RECORD
                : form.group(2).equals(Content.DIFFERS.word) ? Content.DIFFERS : Content.REJECTED;
        return Optional.of(new DeadLetterId(content, form.group(1), Long.parseLong(form.group(3))));
    }

    @Override
    public int compareTo(DeadLetterId other) {
        int byContent = content.compareTo(other.content);
        int byName = byContent != 0 ? byContent : of.compareTo(other.of);
        return byName != 0 ? byName : Long.compare(nr, other.nr);
    }

    @Override
    public String toString() {
        return of + content.word + "-" + nr;
    }
}
