package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/** The journal tries again; a second layer multiplies attempts and holds up a destination's thread. */
final class OneRetryLayer implements Rule {

    @Override
    public String id() {
        return "second-retry";
    }

    @Override
    public String meaning() {
        return "Redeliveries in a route configuration or error handler of a destination. The journal tries again already; a second "
                + "layer multiplies the requests, repeats what has succeeded, and outlasts a stop.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return paths.onExceptions(paths.ofDestinations())
                .filter(one -> one.getRedeliveryPolicyType() != null
                        && isMany(one.getRedeliveryPolicyType().getMaximumRedeliveries()))
                .map(one -> warning(configuration.place(one, "maximumRedeliveries"),
                        Steps.named(one) + " tries again by itself, and so does the journal",
                        "take maximumRedeliveries out; serai.retry.attempts.max and serai.retry.delay.ms say how often and when"));
    }

    private static boolean isMany(String redeliveries) {
        return redeliveries != null && !redeliveries.strip().equals("0");
    }
}
