package serai.console.pages;

import org.jspecify.annotations.Nullable;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.journal.operations.DeadLetterFilter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which dead letters somebody looks at; each field as it was typed, empty where it was left so.
 *
 * @param since a time in UTC without a zone, as browsers write it
 */
public record DeadLetterForm(String destination, String source, String type, String failureClass, String since) {

    static DeadLetterForm of(PageRequest request) {
        return new DeadLetterForm(field(request, "destination"), field(request, "source"), field(request, "type"),
                field(request, "class"), field(request, "since"));
    }

    private static String field(PageRequest request, String name) {
        return request.field(name).or(() -> request.parameter(name)).orElse("");
    }

    /** The filter of a group. */
    public DeadLetterForm of(String name, String groupsType, @Nullable String groupsClass) {
        boolean differs = "differs".equals(groupsClass);
        return new DeadLetterForm(differs ? "" : name, differs ? name : "", groupsType, groupsClass == null ? "" : groupsClass,
                since);
    }

    /** @throws RefusedRequestException if the time can't be read */
    DeadLetterFilter selection() {
        try {
            return new DeadLetterFilter(orNull(destination), orNull(type), orNull(failureClass),
                    since.isEmpty() ? null : LocalDateTime.parse(since).toInstant(ZoneOffset.UTC), orNull(source));
        } catch (DateTimeParseException e) {
            throw new RefusedRequestException("sorry.time", since);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** As the parameters of an address; empty, or with a question mark before them. */
    public String query(String... further) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("destination", destination);
        all.put("source", source);
        all.put("type", type);
        all.put("class", failureClass);
        all.put("since", since);
        for (int i = 0; i < further.length; i += 2) {
            all.put(further[i], further[i + 1]);
        }
        String query = all.entrySet().stream().filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** The options of the command that selects the same. */
    String options() {
        return (SearchForm.option("--destination", destination) + SearchForm.option("--from", source)
                + SearchForm.option("--type", type)
                + SearchForm.option("--class", failureClass) + SearchForm.option("--since", since.isEmpty() ? "" : since + "Z"));
    }
}
