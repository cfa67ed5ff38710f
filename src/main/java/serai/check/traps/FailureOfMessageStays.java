package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/** A failure of a broker's message that is handled completes the message. */
final class FailureOfMessageStays implements Rule {

    @Override
    public String id() {
        return "handled-message";
    }

    @Override
    public String meaning() {
        return "`handled` or `continued` in an `onException` of a Service Bus source, or `RECEIVE_AND_DELETE`: the message would be gone "
                + "although its event is not kept.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(deleted(configuration), handled(configuration));
    }

    /** A message that the broker deletes when it hands it out is gone if it is not kept then. */
    private Stream<Finding> deleted(Configuration configuration) {
        return new Paths(configuration).from(FailureOfMessageStays::isBroker).stream()
                .filter(route -> configuration.resolved(String.valueOf(route.getInput().getEndpointUri()))
                        .contains("serviceBusReceiveMode=RECEIVE_AND_DELETE"))
                .map(route -> error(configuration.place(route, "serviceBusReceiveMode"),
                        "the broker deletes a message when it hands it out, before its event is kept", "write PEEK_LOCK"));
    }

    private static boolean isBroker(String uri) {
        return uri.startsWith("azure-servicebus");
    }

    private Stream<Finding> handled(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return paths.onExceptions(paths.from(FailureOfMessageStays::isBroker))
                .filter(one -> one.getHandled() != null || one.getContinued() != null)
                .map(one -> error(configuration.place(one),
                        Steps.named(one) + " handles the failure of a message, which is completed then without being kept",
                        "take handled and continued out: the broker keeps what fails"));
    }
}
