package serai.reload.configuration;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import serai.check.RouteFile;
import serai.journal.DestinationName;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of routes as it was at one moment: what is exchanged as a whole.
 *
 * @param file      its bytes in memory, under its own location
 * @param digest    of these, of the files that they name, and of the values of the placeholders in them
 * @param beans     names of the beans that it makes
 * @param configurations ids of its route configurations; blank for one without
 * @param inputs    the URIs that its routes begin with, without options
 * @param notExchangeable keys of what only a restart can exchange, such as {@code routeTemplate}
 * @param texts     all its texts, with and without placeholders
 */
public record RouteFileSnapshot(Resource file, String digest, Set<String> beans, Set<String> configurations, Set<String> inputs,
        Set<String> notExchangeable,
        Set<String> texts) {

    private static final Set<String> EXCHANGED = Set.of("beans", "route", "from", "routeConfiguration", "route-configuration",
            "onException", "on-exception", "errorHandler", "error-handler", "intercept", "interceptFrom", "intercept-from",
            "interceptSendToEndpoint", "intercept-send-to-endpoint", "onCompletion", "on-completion");
    private static final Pattern TOP = Pattern.compile("//[^/]+");
    private static final Pattern FROM = Pattern.compile("//(route/)?from(/uri)?");
    private static final Pattern SHARED = Pattern.compile("//route-?[cC]onfiguration/id");

    /** @throws IOException if it can't be read */
    static RouteFileSnapshot read(Resource file, CamelContext context, NamedFiles named) throws IOException {
        Resource kept;
        try (InputStream bytes = file.getInputStream()) {
            kept = ResourceHelper.fromBytes(file.getLocation(), bytes.readAllBytes());
        }
        RouteFile yaml = RouteFile.read(kept);
        List<RouteFile.Item> items = yaml.items().toList();
        Set<String> texts = new TreeSet<>();
        items.forEach(item -> item.text().ifPresent(text -> {
            texts.add(text);
            texts.add(resolved(context, text));
        }));
        List<String> tops = items.stream().map(RouteFile.Item::path).filter(path -> TOP.matcher(path).matches())
                .map(path -> path.substring(2)).toList();
        Set<String> configurations = texts(items, SHARED).collect(Collectors.toCollection(TreeSet::new));
        if (tops.stream().filter(top -> top.matches("route-?[cC]onfiguration")).count() > configurations.size()) {
            configurations.add(""); // for all routes of the context
        }
        FileDigest digest = new FileDigest();
        digest.add(String.join("\n", yaml.lines()));
        texts.forEach(digest::add);
        named.of(texts).forEach((path, content) -> digest.add(path + " " + content));
        return new RouteFileSnapshot(kept, digest.text(), texts(items, Pattern.compile("//beans//name"))
                .collect(Collectors.toCollection(TreeSet::new)), configurations,
                texts(items, FROM).map(text -> withoutOptions(resolved(context, text)))
                        .collect(Collectors.toCollection(TreeSet::new)),
                tops.stream().filter(top -> !EXCHANGED.contains(top)).collect(Collectors.toCollection(TreeSet::new)), texts);
    }

    private static Stream<String> texts(List<RouteFile.Item> items, Pattern path) {
        return items.stream().filter(item -> path.matcher(item.path()).matches()).flatMap(item -> item.text().stream());
    }

    private static String resolved(CamelContext context, String text) {
        try {
            return context.resolvePropertyPlaceholders(text);
        } catch (RuntimeException e) {
            return text; // the check says what is wrong with it
        }
    }

    private static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0].replace("://", ":");
    }

    public String location() {
        return file.getLocation();
    }

    /** The file as people name it. */
    public String name() {
        return location().replaceFirst("^(file|classpath):", "");
    }

    /** The destinations that its routes read. */
    public Set<String> destinations() {
        return inputs.stream().filter(DestinationName::isIn).flatMap(DestinationName::written)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an event may be in one of its routes before it is in the journal. */
    public boolean isBeforeTheJournal() {
        return inputs.stream().anyMatch(uri -> isSegment(uri) || isWebhook(uri));
    }

    /** Whether a route that begins with this URI is called by others. */
    public static boolean isSegment(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("seda:");
    }

    public static boolean isWebhook(String uri) {
        return uri.startsWith("platform-http");
    }

    /** Whether its routes must be made anew where another file has changed: they use what that file makes. */
    boolean uses(RouteFileSnapshot other) {
        return other.configurations.contains("") || texts.stream().anyMatch(text -> isNamed(text, other))
                || !destinations().isEmpty()
                        && other.inputs.stream().filter(RouteFileSnapshot::isSegment).anyMatch(texts::contains);
    }

    private static boolean isNamed(String text, RouteFileSnapshot other) {
        return other.configurations.stream().anyMatch(id -> text.equals(id) || List.of(text.split("[,*]")).contains(id))
                || other.beans.stream().anyMatch(bean -> text.equals(bean) || !DestinationName.isIn(text)
                        && Pattern.compile("(^|[#:=])" + Pattern.quote(bean) + "($|[?.:}&,\\s)])").matcher(text).find());
    }

    /** Whether a text of the file has a placeholder of that name, or may read it otherwise. */
    public boolean names(String setting) {
        Pattern name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(setting) + "(?![\\w-]|\\.\\w)");
        return texts.stream().anyMatch(text -> name.matcher(text).find());
    }
}
