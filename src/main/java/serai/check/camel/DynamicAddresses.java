package serai.check.camel;

import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses that a step makes for each record ({@code toD}, {@code recipientList}, {@code enrich} and the like), as far as its text
 * shows them: a word replaces each function, and an option with a function is left out.
 */
final class DynamicAddresses {

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{[^{}]*}");
    private static final String WORD = "sample";
    private static final String COMMA = ",";
    /** A scheme, and a host or the like, none of which a record decides. */
    private static final Pattern KNOWN = Pattern.compile("[a-z][\\w+.-]*:(?://)?[^/?$\\s]+([/?].*)?");

    private DynamicAddresses() {
    }

    /** The addresses; none if a record decides the server, too. */
    static Stream<String> of(ProcessorDefinition<?> step) {
        String delimiter = delimiter(step);
        return text(step).stream()
                .flatMap(text -> delimiter == null ? Stream.of(text) : Arrays.stream(text.split(Pattern.quote(delimiter))))
                .map(String::strip).filter(uri -> KNOWN.matcher(uri).matches()).map(DynamicAddresses::filled)
                .filter(uri -> !uri.contains("${"));
    }

    /** What stands between the addresses of a step; null if it has one only. */
    private static @Nullable String delimiter(ProcessorDefinition<?> step) {
        if (step instanceof RecipientListDefinition<?> list) {
            return "false".equals(list.getDelimiter()) ? null : Objects.requireNonNullElse(list.getDelimiter(), COMMA);
        }
        if (step instanceof RoutingSlipDefinition<?> slip) {
            return Objects.requireNonNullElse(slip.getUriDelimiter(), COMMA);
        }
        return step instanceof DynamicRouterDefinition<?> router ? Objects.requireNonNullElse(router.getUriDelimiter(), COMMA)
                : null;
    }

    private static Optional<String> text(ProcessorDefinition<?> step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            return Optional.ofNullable(dynamic.getUri());
        }
        boolean leads = step instanceof RecipientListDefinition || step instanceof RoutingSlipDefinition
                || step instanceof DynamicRouterDefinition || step instanceof EnrichDefinition
                || step instanceof PollEnrichDefinition;
        return leads && step instanceof ExpressionNode node && node.getExpression() != null
                && node.getExpression().getLanguage().matches("constant|simple")
                        ? Optional.ofNullable(node.getExpression().getExpression()) : Optional.empty();
    }

    private static String filled(String uri) {
        String[] parts = uri.split("\\?", 2);
        String options = parts.length == 1 ? "" : Arrays.stream(parts[1].split("&"))
                .filter(option -> !option.contains("${")).collect(Collectors.joining("&"));
        String before = "";
        String path = parts[0];
        while (!before.equals(path)) { // one function may stand in another
            before = path;
            path = FUNCTION.matcher(path).replaceAll(WORD);
        }
        return options.isEmpty() ? path : path + "?" + options;
    }
}
