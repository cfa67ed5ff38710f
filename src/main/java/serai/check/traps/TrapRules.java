package serai.check.traps;

import serai.check.Rule;

import java.util.List;

/** The rules of traps: steps and options that Camel offers for other purposes, and that lose events here. */
public final class TrapRules {

    private TrapRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new NothingAsynchronousInSource(), new NothingMulticastInSource(), new NothingLaterInDestination(),
                new NothingDropped(), new FailureIsPassedOn(), new FailureIsSeen(),
                new NothingReplaced(), new FailureIsAnswered(),
                new NoDeadLetterChannel(),
                new FailureOfMessageStays(), new FailureKeepsItsClass(), new FailureHasAClass(), new NoRollback(),
                new OneRetryLayer(),
                new NothingBesideTheJournal(), new SegmentLeavesFailures(), new NothingForAWholeFile());
    }
}
