package serai.sandbox.platforms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import serai.model.EventType;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.sources.EventDecoder;
import serai.sources.UnreadableEventException;
import serai.sources.mct.MctDecoder;
import serai.sources.praesidium.PraesidiumDecoder;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Simulated learners do what the documents say that learners do, and go wrong only as they are told to. */
class SimulatedLearnersTest {

    private static final Map<Fault, Double> SOME = Map.of(Fault.DUPLICATES, 0.05, Fault.DIFFERS, 0.05, Fault.MALFORMED, 0.05,
            Fault.OUT_OF_ORDER, 0.1);

    /** A change of what is published changes these, and nothing else may: other machines, other JDKs. */
    @ParameterizedTest
    @CsvSource({"MCT, 78f997d23abc75a70856dbbe3f960332ea83335c1e94ecabfca28eecdac71c87",
            "PRAESIDIUM, 551d8554f7ba1a4fe9ea56478c9c32ac16a7958af03c2b75219149f7f206d21e"})
    void theSameSeedMakesTheSameEventsByteForByte(Platform platform, String sha256) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        all(platform, 42, 100, SOME).forEach(event -> {
            digest.update((event.key() + event.type() + event.fault().word()).getBytes(UTF_8));
            digest.update(event.body());
        });

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }

    @ParameterizedTest
    @EnumSource
    void noTwoEventsAreTheSameEitherInOneSimulationOrInAnother(Platform platform) {
        List<String> keys = new ArrayList<>(keys(all(platform, 1, 300, Map.of())));
        keys.addAll(keys(all(platform, 2, 300, Map.of())));

        assertThat(keys).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsOneOfItsPlatformInTheOrderOfItsLearner(Platform platform) {
        Map<String, Instant> last = new HashMap<>();

        all(platform, 3, 300, Map.of()).forEach(event -> {
            LearningRecord record = decoder(platform).decode(event.body());
            assertThat(record.platformType()).isEqualTo(event.type());
            assertThat(event.key()).contains(record.learner().id()).endsWith(record.occurredAsSent());
            assertThat(record.occurredAt()).isAfterOrEqualTo(last.getOrDefault(record.learner().id(), Instant.MIN));
            last.put(record.learner().id(), record.occurredAt());
        });

        assertThat(last).hasSize(300);
    }

    @Test
    void aLearnerOfMctDoesWhatTheSampleSequenceShows() {
        List<LearningRecord> records = all(Platform.MCT, 4, 200, Map.of()).stream()
                .map(event -> decoder(Platform.MCT).decode(event.body())).toList();

        Map<String, List<LearningRecord>> courses = new HashMap<>();
        records.stream().filter(record -> record.activity() != null).forEach(record -> courses.computeIfAbsent(
                record.learner().id() + "/" + course(record), unused -> new ArrayList<>()).add(record));
        assertThat(records).extracting(LearningRecord::type).contains(EventType.LOGGED_IN.name());
        assertThat(courses.values()).allSatisfy(course -> {
            List<String> types = course.stream().map(LearningRecord::type).toList();
            assertThat(String.join(" ", types)).matches(
                    "COURSE_STARTED( MODULE_COMPLETED)+( COURSE_COMPLETED( COURSE_STARTED){0,2})?");
        }).anySatisfy(course -> assertThat(course.get(course.size() - 1).type()).isEqualTo("COURSE_STARTED"))
                .anySatisfy(course -> assertThat(course).as("unfinished").noneMatch(
                        record -> record.type().equals("COURSE_COMPLETED")));
    }

    private static String course(LearningRecord record) {
        return record.activity().parent() == null ? record.activity().id() : record.activity().parent().id();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMalformedIsNoEventToAnybody(Platform platform) {
        assertThat(all(platform, 5, 100, Map.of(Fault.MALFORMED, 1.0))).isNotEmpty().allSatisfy(event -> {
            assertThat(event.fault()).isEqualTo(Fault.MALFORMED);
            assertThatThrownBy(() -> decoder(platform).decode(event.body())).isInstanceOf(UnreadableEventException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentOnceMoreComesAfterItsOriginalWithTheSameContentOrAnother(Platform platform) {
        Map<String, LearningRecord> originals = new HashMap<>();

        List<PublishedEvent> events = all(platform, 6, 100, Map.of(Fault.DUPLICATES, 1.0, Fault.DIFFERS, 1.0));

        events.forEach(event -> {
            LearningRecord record = decoder(platform).decode(event.body());
            switch (event.fault()) {
                case NONE -> originals.put(event.key(), record);
                case DUPLICATES -> assertThat(record).isEqualTo(originals.get(event.key()));
                default -> assertThat(record).isNotEqualTo(originals.get(event.key()))
                        .extracting(LearningRecord::id).isEqualTo(originals.get(event.key()).id());
            }
        });
        assertThat(events).hasSize(3 * originals.size());
    }

    @Test
    void whatIsOutOfOrderComesAfterItsLearnersNextEvent() {
        List<PublishedEvent> events = all(Platform.MCT, 7, 100, Map.of(Fault.OUT_OF_ORDER, 1.0));

        Map<String, Instant> last = new HashMap<>();
        long late = events.stream().filter(event -> {
            LearningRecord record = decoder(Platform.MCT).decode(event.body());
            Instant before = last.put(record.learner().id(), record.occurredAt());
            if (event.fault() == Fault.OUT_OF_ORDER) {
                assertThat(record.occurredAt()).isBeforeOrEqualTo(before); // a course ends with its exam
            }
            return event.fault() == Fault.OUT_OF_ORDER;
        }).count();
        assertThat(late).isGreaterThan(events.size() / 3);
        assertThat(keys(events)).containsExactlyInAnyOrderElementsOf(keys(all(Platform.MCT, 7, 100, Map.of())));
    }

    private static List<PublishedEvent> all(Platform platform, long seed, int learners, Map<Fault, Double> shares) {
        List<PublishedEvent> all = new ArrayList<>();
        new SimulatedLearners(platform, seed, learners, shares).forEachRemaining(all::add);
        return all;
    }

    private static List<String> keys(List<PublishedEvent> events) {
        return events.stream().map(PublishedEvent::key).toList();
    }

    private static EventDecoder decoder(Platform platform) {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        return platform == Platform.MCT ? new MctDecoder("mct", clock) : new PraesidiumDecoder("praesidium", clock);
    }
}
