package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.stream.Stream;

/** Camel's dead letter channel hides a failure from the journal, or from the publisher, which have to act on it. */
final class NoDeadLetterChannel implements Rule {

    @Override
    public String id() {
        return "dead-letter-channel";
    }

    @Override
    public String meaning() {
        return "A `deadLetterChannel` handles failures by sending the message elsewhere. Then neither the journal nor the source's "
                + "publisher is told that it failed: the event counts as kept or delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.items(item -> item.key().equals("deadLetterChannel")).map(found -> error(found.place(),
                "deadLetterChannel hides failures from the journal, which has dead letters of its own",
                "take it out; for a destination use routeConfigurationId: delivery"));
    }
}
