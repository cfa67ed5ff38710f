package serai.console.pages;

import org.jspecify.annotations.Nullable;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.journal.operations.search.RecordQuery;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody has typed to find records; each field as it was typed, empty where it was left so.
 *
 * @param learner the learner's address or one of the ids; for operators only
 * @param from    a time in UTC without a zone, as browsers write it
 * @param to      in the same way
 */
public record SearchForm(String id, String learner, String course, String type, String source, String from, String to,
        String before) {

    private static final int LIMIT = 50;

    static SearchForm of(PageRequest request) {
        return new SearchForm(field(request, "id"), request.visitor().seesPeople() ? field(request, "learner") : "",
                field(request, "course"), field(request, "type"), field(request, "source"), field(request, "from"),
                field(request, "to"), field(request, "before"));
    }

    private static String field(PageRequest request, String name) {
        return request.field(name).or(() -> name.equals("learner") ? Optional.empty() : request.parameter(name)).orElse("");
    }

    /** @throws RefusedRequestException if a field can't be read; the message says which */
    RecordQuery query() {
        return new RecordQuery(id.isEmpty() ? null : uuid(), orNull(learner), orNull(course), orNull(type), orNull(source),
                time(from), time(to), beforeNumber(), LIMIT);
    }

    /** The options of the command that finds the same. */
    String options() {
        return option("--id", id) + option("--learner", learner) + option("--course", course) + option("--type", type)
                + option("--source", source) + option("--from", from.isEmpty() ? "" : from + "Z")
                + option("--to", to.isEmpty() ? "" : to + "Z");
    }

    /** An option as a shell takes it, whatever was typed. */
    static String option(String name, String value) {
        return value.isEmpty() ? ""
                : " " + name + " " + (value.matches("[\\w@%+=:,./-]+") ? value : "'" + value.replace("'", "'\\''") + "'");
    }

    private long beforeNumber() {
        try {
            return before.isEmpty() ? RecordQuery.NEWEST : Long.parseLong(before);
        } catch (NumberFormatException e) {
            throw new RefusedRequestException("sorry.record.number");
        }
    }

    private UUID uuid() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException("sorry.record.id");
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new RefusedRequestException("sorry.time", text);
        }
    }
}
