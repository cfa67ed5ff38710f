package serai.check.repeats;

import org.apache.camel.NamedNode;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Place;
import serai.check.Rule;
import serai.check.Steps;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A key by which a receiver recognises a record that it has already, but that differs in each attempt. */
final class KeyStaysTheSame implements Rule {

    private static final Pattern KEY =
            Pattern.compile("(?i).*(idempoten|dedup|message[-_]?id|webhook-id|event[-_]?id|transaction[-_]?id).*");
    private static final Pattern CHANGING =
            Pattern.compile("\\$\\{(?:exchangeId|id|messageId|messageTimestamp|uuid|random|threadId|"
                    + "threadName|date:now|date:millis|date-with-timezone:now|date:exchangeCreated|headers?[.:]repeat|bean:java\\.util\\.UUID)"
                    + "\\b[^}]*}|\\$\\{(?:uuid|random)\\([^)]*\\)}");
    /** Headers that name a file. */
    private static final Set<String> FILE_NAMES = Set.of("CamelFileName", "CamelAzureStorageBlobBlobName");
    /** A date in a file's name, which an attempt soon after does not change, unlike a time of day. */
    private static final Pattern DAY = Pattern.compile("\\$\\{date[^}]*:now:[yMdEuQLDwW .:_/'-]*}");
    private static final Pattern FILES = Pattern.compile("(?:file|ftps?|sftp)\\b.*[?&]fileName=(?:RAW\\()?([^&]*)");
    /** An id inside a document that a step puts together as text. */
    private static final Pattern ID_IN_BODY = Pattern.compile("[\"<](?i:[\\w-]*(?:id|key))[\">]\\s*:?\\s*\"?(\\$\\{[^}]*})");

    private static final String REMEDY =
            "make it of what is stored, such as ${body[0].id} with batchSize: \"1\", or ${header.page} of a period";

    @Override
    public String id() {
        return "repeat-key";
    }

    @Override
    public String meaning() {
        return "A key (`Idempotency-Key`, a message's id, a file's name) is made of something that each attempt has anew: the "
                + "exchange's id, a random number, the time. What is repeated after a failure would be there twice. Or it is the "
                + "same for all records, and the receiver keeps the first only.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).flatMap(step -> keys(step).stream())
                .flatMap(key -> isOfAll(key) ? Stream.of(warning(configuration.find(key.step(), item -> key.text().equals(
                        item.text().orElse(null))).map(Configuration.Found::placeOfValue)
                        .orElseGet(() -> configuration.place(key.step())),
                        "%s is the same for all records, so a receiver that heeds it keeps the first only".formatted(key.name()),
                        REMEDY)) : changing(key).stream().map(
                                found -> warning(place(configuration, key, found),
                                        "%s differs in each attempt (%s), so what is repeated is there twice".formatted(
                                                key.name(),
                                                found.group()),
                                        REMEDY)));
    }

    private record Key(NamedNode step, String name, String text, boolean isFile) {
    }

    private static List<Key> keys(ProcessorDefinition<?> step) {
        List<Key> keys = new ArrayList<>();
        if (step instanceof SetHeaderDefinition header) {
            addHeader(keys, step, header.getName(), header);
        } else if (step instanceof SetHeadersDefinition headers) {
            headers.getHeaders().forEach(header -> addHeader(keys, step, header.getName(), header));
        } else if (step instanceof SetBodyDefinition body && body.getExpression() != null) {
            ID_IN_BODY.matcher(String.valueOf(body.getExpression().getExpression())).results()
                    .forEach(id -> keys.add(new Key(step, "an id in the body", id.group(1), false)));
        } else if (step instanceof SendDefinition<?> send) {
            addFile(keys, step, String.valueOf(send.getUri()));
        } else if (step instanceof ToDynamicDefinition dynamic) {
            keys.add(new Key(step, "the address", Steps.withoutOptions(String.valueOf(dynamic.getUri())), true));
            addFile(keys, step, String.valueOf(dynamic.getUri()));
        }
        return keys;
    }

    private static void addHeader(List<Key> keys, NamedNode step, String name, ExpressionNode header) {
        boolean isFile = FILE_NAMES.contains(String.valueOf(name));
        if ((isFile || KEY.matcher(String.valueOf(name)).matches()) && header.getExpression() != null
                && header.getExpression().getLanguage().matches("simple|constant")) {
            keys.add(new Key(step, name, String.valueOf(header.getExpression().getExpression()), isFile));
        }
    }

    private static void addFile(List<Key> keys, ProcessorDefinition<?> step, String uri) {
        Matcher file = FILES.matcher(uri);
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step); // null for a step of a route configuration
        boolean isNamed = uri.contains("fileName=") || route != null && Steps.of(route, SetHeaderDefinition.class)
                .anyMatch(header -> "CamelFileName".equals(header.getName()));
        if (!isNamed && Steps.isOfFiles(uri)) {
            keys.add(new Key(step, "the name of a file without fileName", "${exchangeId}", true));
        }
        if (file.find()) {
            keys.add(new Key(step, "fileName",
                    URLDecoder.decode(file.group(1).replace("+", "%2B"), StandardCharsets.UTF_8), true));
        }
    }

    private static boolean isOfAll(Key key) {
        return !key.isFile() && !key.text().contains("${");
    }

    private static Optional<MatchResult> changing(Key key) {
        return CHANGING.matcher(key.text()).results()
                .filter(found -> !(key.isFile() && DAY.matcher(found.group()).matches())).findFirst();
    }

    private static Place place(Configuration configuration, Key key, MatchResult found) {
        return configuration.find(key.step(), item -> item.text().filter(text -> text.contains(key.text())).isPresent())
                .map(item -> item.file().place(item.item(),
                        item.item().text().orElse("").indexOf(key.text()) + found.start()))
                .orElseGet(() -> configuration.place(key.step()));
    }
}
