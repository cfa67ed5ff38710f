package serai.bench.growth;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import serai.bench.comparison.Bench;
import serai.bench.machine.Workplace;
import serai.journal.attempt.Attempt;
import serai.model.LearningRecord;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.PeopleSettings;
import serai.people.PersonEnricher;
import serai.people.source.KnownPerson;
import serai.people.source.PeopleSource;
import serai.sources.mct.MctDecoder;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Finding whose the records of a batch are, in a directory of a million people, against the millisecond that it may take. */
public final class PeopleStep implements Bench {

    private static final int PEOPLE = 1_000_000;
    private static final int BATCH = 500;
    private static final int BATCHES = 2_000;
    private static final double MAX_MS = 1;

    private final Random random = new Random(1);
    private final CamelContext context = new DefaultCamelContext();
    private final PersonEnricher step = new PersonEnricher();
    private final MctDecoder decoder = new MctDecoder("mct", Clock.systemUTC());

    @Override
    public String name() {
        return "people-step";
    }

    @Override
    public double goal() {
        return 1;
    }

    @Override
    public String unit() {
        return "ms of CPU a batch";
    }

    @Override
    public double inUnit(double perMillisecond) {
        return 1 / perMillisecond;
    }

    @Override
    public String shown(double milliseconds) {
        return String.format(Locale.ROOT, "%.2f", milliseconds);
    }

    @Override
    public String title() {
        return "matching 500 records with a directory of a million people, against 1 ms";
    }

    @Override
    public String conclusion() {
        return "Above 1: knowing whose each record is costs a delivery less than 2 µs a record; memory is what it waits for.";
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        KnownPeople people = new KnownPeople(new Million(), LinkSource.EMPTY,
                new PeopleSettings(List.of("externalId", "link", "email", "phone"), "DE", PEOPLE, 20, Duration.ofHours(1)),
                Clock.systemUTC());
        people.refresh();
        context.getRegistry().bind(PersonEnricher.PEOPLE, people);
        step.setCamelContext(context);
        ours();
    }

    /** Records of random learners, whom the directory has under an address. */
    private List<LearningRecord> batch() throws Exception {
        List<LearningRecord> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            int person = random.nextInt(PEOPLE);
            records.add(decoder.decode("""
                    {"EventType":"LOGIN","MessageBody":{"FirstName":"Kim","LastName":"Lee","UserId":%s,\
                    "Contact":"Kim.Lee.%s@Example.org","ContactType":"Email","LoginTime":"2026-01-05T08:00:00.00Z"}}"""
                    .formatted(person, person).getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    /** Batches in a millisecond of this thread's CPU, of which nothing else on the machine takes any. */
    @Override
    public double ours() throws Exception {
        long nanos = 0;
        for (int i = 0; i < BATCHES; i++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(batch());
            exchange.setProperty(Attempt.PROPERTY, new Attempt("hr", 1, false, Map.of()));
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            step.process(exchange);
            nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
            if (exchange.getMessage().getBody(List.class).size() != BATCH) {
                throw new IllegalStateException("not everybody was found");
            }
        }
        return BATCHES * 1e6 / nanos;
    }

    @Override
    public double theirs() {
        return 1 / MAX_MS;
    }

    @Override
    public void close() {
        context.stop();
    }

    /** A million people, each with an address and a number. */
    private static final class Million implements PeopleSource {

        @Override
        public void read(Consumer<KnownPerson> to) {
            for (int i = 0; i < PEOPLE; i++) {
                to.accept(new KnownPerson("E-" + i, List.of("kim.lee.%s@example.org".formatted(i)),
                        List.of(String.format(Locale.ROOT, "+4930%07d", i)), "Kim", "Lee", Map.of()));
            }
        }

        @Override
        public Object version() {
            return 1;
        }
    }
}
