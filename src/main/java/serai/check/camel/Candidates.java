package serai.check.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import serai.settings.SpellingSuggestion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The names that a context knows, to suggest one for a mistyped name. */
final class Candidates {

    private static final int LETTERS_MAX = 3;

    /** The options of Serai's own endpoints. */
    private static final Map<String, List<String>> OURS =
            Map.of("journal",
                    List.of("batchSize", "concurrentTypes", "period", "periodAt", "periodRecords", "privacy", "keep", "drop"),
                    "archive",
                    List.of("folder", "heading"));

    /** Serai's classes for the beans of routes; as text, since the library that a class needs may be missing. */
    private static final List<String> CLASSES = Stream
            .of("FailureInspector", "Secret", "blob.BlobStorage", "database.SqlStatements",
                    "database.WarehouseDataSource", "files.ArchiveComponent", "http.BodyLimit", "http.HttpClient",
                    "http.WebhookSignature",
                    "lrs.LrsClient", "mail.Attachment", "mail.MailServer", "sftp.SftpServer")
            .map("serai.destinations."::concat).toList();
    private static final List<String> TEMPLATES = Stream.of("JsltTemplate", "JsonataTemplate", "MustacheTemplate")
            .map("serai.formats.template."::concat).toList();

    private final CamelContext context;

    Candidates(CamelContext context) {
        this.context = context;
    }

    /** The option of an endpoint that is nearest to a name; empty if none is near. */
    Optional<String> option(String scheme, String name) {
        EndpointUriFactory options = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        return nearest(name, options == null ? OURS.getOrDefault(scheme, List.of()).stream() : options.propertyNames().stream());
    }

    /** Whether an endpoint has an option of that name; true if that is not known. */
    boolean hasOption(String scheme, String name) {
        EndpointUriFactory options = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        return options == null || options.propertyNames().contains(name)
                || options.multiValuePrefixes().values().stream().anyMatch(name::startsWith);
    }

    /** Whether there is a bean of exactly that name. */
    boolean hasBean(String name) {
        return context.getRegistry().lookupByName(name) != null;
    }

    /** The bean whose name is nearest; empty if none is near. */
    Optional<String> bean(String name) {
        return nearest(name, context.getRegistry().findByTypeWithName(Object.class).keySet().stream());
    }

    /** Of Serai's classes for the beans of routes, the one whose simple name is nearest; empty if none is near. */
    static Optional<String> classOfOurs(String name) {
        String simple = simple(name);
        return SpellingSuggestion.nearest(simple, classesOfOurs().map(Candidates::simple), LETTERS_MAX - 1)
                .flatMap(meant -> classesOfOurs().filter(one -> simple(one).equals(meant)).findFirst());
    }

    static Stream<String> classesOfOurs() {
        return Stream.of(CLASSES, TEMPLATES, List.of("serai.people.PersonEnricher")).flatMap(List::stream);
    }

    private static String simple(String name) {
        return name.replaceFirst("^.*[.$]", "");
    }

    private static Optional<String> nearest(String name, Stream<String> known) {
        return SpellingSuggestion.nearest(name, known, Math.max(1, Math.min(LETTERS_MAX, name.length() / 3)));
    }
}
