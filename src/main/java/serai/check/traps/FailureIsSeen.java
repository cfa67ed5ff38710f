package serai.check.traps;

import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An option that hides a failure from the journal lets records count as delivered that are not. */
final class FailureIsSeen implements Rule {

    private static final Pattern UNTHROWN = Pattern.compile("[?&]throwExceptionOnFailure=false\\b");
    private static final Pattern RANGES = Pattern.compile("[?&]okStatusCodeRange=([^&]*)");
    private static final Pattern FAILURES = Pattern.compile("(?:^|\\D)[1345]\\d\\d(?:$|\\D)");

    @Override
    public String id() {
        return "failure-unseen";
    }

    @Override
    public String meaning() {
        return "An option of a destination's step hides failures (`throwExceptionOnFailure`, `okStatusCodeRange`, "
                + "`ignoreInvalidEndpoint`): records that the receiver refuses would count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).flatMap(step -> option(configuration, step)
                .map(option -> error(configuration.place(step, option),
                        "%s hides failures, so that records count as delivered which are not".formatted(option),
                        option.equals("okStatusCodeRange") ? "leave it out, or name statuses from 200 to 299" : "take it out"))
                .stream());
    }

    private static Optional<String> option(Configuration configuration, ProcessorDefinition<?> step) {
        String ignored = step instanceof ToDynamicDefinition dynamic ? dynamic.getIgnoreInvalidEndpoint()
                : step instanceof RoutingSlipDefinition<?> slip ? slip.getIgnoreInvalidEndpoints()
                        : step instanceof RecipientListDefinition<?> list ? list.getIgnoreInvalidEndpoints()
                                : step instanceof EnrichDefinition enrich ? enrich.getIgnoreInvalidEndpoint() : null;
        if (Boolean.parseBoolean(ignored)) {
            return Optional.of(step instanceof ToDynamicDefinition || step instanceof EnrichDefinition ? "ignoreInvalidEndpoint"
                    : "ignoreInvalidEndpoints");
        }
        String uri = configuration.resolved(step instanceof SendDefinition<?> send ? String.valueOf(send.getUri())
                : step instanceof ToDynamicDefinition dynamic ? String.valueOf(dynamic.getUri()) : "");
        if (!Steps.withoutOptions(uri).matches("(https?|vertx-http)\\b.*")) {
            return Optional.empty();
        }
        Matcher ranges = RANGES.matcher(uri);
        return UNTHROWN.matcher(uri).find() ? Optional.of("throwExceptionOnFailure")
                : ranges.find() && FAILURES.matcher(ranges.group(1)).find() ? Optional.of("okStatusCodeRange") : Optional.empty();
    }
}
