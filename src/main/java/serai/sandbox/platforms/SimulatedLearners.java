package serai.sandbox.platforms;

import serai.model.Platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The events of many learners on one platform, in the order in which the platform publishes them: several learners are active
 * at a time, each with their own sequence of events, so that types are mixed. The same seed makes the same events, byte for
 * byte, on every machine; another seed makes other learners. Without faults, no two events have the same key.
 *
 * <p>It keeps only the events of active learners, and events that are to be sent once more. For use by one thread.
 */
public final class SimulatedLearners implements Iterator<PublishedEvent> {

    /** The greatest number of learners in a simulation. */
    public static final int LEARNERS_MAX = 1_000_000;

    private static final int BUSY_MAX = 40;
    /** After how many other events, at most, an event is sent once more. */
    private static final int LATER_MAX = 50;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Instant FIRST_DAY = Instant.parse("2026-01-05T08:00:00Z");

    private final Platform platform;
    private final Optional<SimulatedOrganisation> organisation;
    private final EventSequence walk;
    private final long seed;
    private final int learners;
    private final Map<Fault, Double> shares;
    private final Random random;
    private final List<Busy> busy = new ArrayList<>();
    private final PriorityQueue<OnceMore> onceMore = new PriorityQueue<>(Comparator.comparingLong(OnceMore::due));
    private int begun;
    private long published;

    /** A learner whose events are not all published yet. */
    private record Busy(SimulatedLearner learner, Deque<Moment> moments) {
    }

    /** An action with its fault, such as being published too late. */
    private record Moment(LearnerAction action, Fault fault) {
    }

    /** An event that is sent once more when that number of events is published. */
    private record OnceMore(long due, PublishedEvent event) {
    }

    /**
     * @param learners how many, from 1 to {@value #LEARNERS_MAX}
     * @param shares   the rate of each fault, from 0 to 1; faults that are not named don't occur
     */
    public SimulatedLearners(Platform platform, long seed, int learners, Map<Fault, Double> shares) {
        this(platform, seed, learners, shares, Optional.empty());
    }

    /**
     * The learners are employees of that organisation.
     *
     * @param learners as many as the organisation has
     * @param shares   the rate of each fault, from 0 to 1; faults that are not named don't occur
     */
    public SimulatedLearners(Platform platform, long seed, int learners, Map<Fault, Double> shares,
            SimulatedOrganisation organisation) {
        this(platform, seed, learners, shares, Optional.of(organisation));
    }

    private SimulatedLearners(Platform platform, long seed, int learners, Map<Fault, Double> shares,
            Optional<SimulatedOrganisation> organisation) {
        if (learners < 1 || learners > LEARNERS_MAX) {
            throw new IllegalArgumentException("%s learners can't be simulated; choose 1 to %s".formatted(learners, LEARNERS_MAX));
        }
        this.platform = platform;
        this.organisation = organisation;
        this.walk = EventSequence.on(platform);
        this.seed = seed;
        this.learners = learners;
        this.shares = Map.copyOf(shares);
        this.random = new Random(seed);
    }

    @Override
    public boolean hasNext() {
        return begun < learners || !busy.isEmpty() || !onceMore.isEmpty();
    }

    @Override
    public PublishedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("every learner has finished");
        }
        while (busy.size() < BUSY_MAX && begun < learners) {
            busy.add(begin(begun++));
        }
        boolean due = !onceMore.isEmpty() && (busy.isEmpty() || onceMore.peek().due() <= published);
        PublishedEvent event = due ? onceMore.poll().event() : step();
        published++;
        return event;
    }

    /** Begins a learner, whose every detail follows from the seed and the learner's number. */
    private Busy begin(int number) {
        Random own = SimulatedLearner.details(seed, number);
        SimulatedLearner anybody = SimulatedLearner.of(seed, number, own);
        SimulatedLearner learner = organisation.map(of -> of.learner(platform, number)).orElse(anybody);
        Instant from =
                FIRST_DAY.plus(organisation.map(of -> MONTH.multipliedBy(of.employee(number).joined())).orElse(Duration.ZERO));
        List<LearnerAction> actions = walk.of(learner, from.plusSeconds(7L * number + own.nextInt(3_600)), own);
        return new Busy(learner, published(actions));
    }

    private Deque<Moment> published(List<LearnerAction> actions) {
        Deque<Moment> moments = new ArrayDeque<>();
        for (int i = 0; i < actions.size(); i++) {
            if (i + 1 < actions.size() && happens(Fault.OUT_OF_ORDER)) {
                moments.add(new Moment(actions.get(i + 1), Fault.NONE));
                moments.add(new Moment(actions.get(i), Fault.OUT_OF_ORDER));
                i++;
            } else {
                moments.add(new Moment(actions.get(i), Fault.NONE));
            }
        }
        return moments;
    }

    private PublishedEvent step() {
        int one = random.nextInt(busy.size());
        Busy on = busy.get(one);
        Moment moment = on.moments().remove();
        if (on.moments().isEmpty()) {
            busy.set(one, busy.get(busy.size() - 1));
            busy.remove(busy.size() - 1);
        }
        LearnerAction action = moment.action();
        if (moment.fault() == Fault.NONE && happens(Fault.MALFORMED)) {
            return event(action, Fault.MALFORMED, MalformedEvents.of(action, on.learner(), random));
        }
        byte[] json = action.json(on.learner());
        if (happens(Fault.DUPLICATES)) {
            later(event(action, Fault.DUPLICATES, json));
        }
        if (happens(Fault.DIFFERS)) {
            later(event(action, Fault.DIFFERS, action.json(on.learner().renamed())));
        }
        return event(action, moment.fault(), json);
    }

    private void later(PublishedEvent event) {
        onceMore.add(new OnceMore(published + 1 + random.nextInt(LATER_MAX), event));
    }

    private static PublishedEvent event(LearnerAction action, Fault fault, byte[] body) {
        return new PublishedEvent(action.key(), action.type(), fault, body);
    }

    private boolean happens(Fault fault) {
        double share = shares.getOrDefault(fault, 0.0);
        return share > 0 && random.nextDouble() < share;
    }
}
