package serai.formats;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.model.Platform;
import serai.model.Result;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Pages of records of which each value is any that it may be. */
abstract class AnyPage {

    @Provide
    Arbitrary<List<LearningRecord>> pages() {
        return records().list().ofMinSize(1).ofMaxSize(5);
    }

    static Arbitrary<LearningRecord> records() {
        Arbitrary<Instant> times = DateTimes.instants()
                .between(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"))
                .ofPrecision(ChronoUnit.NANOS);
        return Combinators.combine(Arbitraries.of(EventType.class), Arbitraries.of(Platform.class), learners(), names(),
                times, times, percentages(), Arbitraries.of(true, false))
                .as((type, platform, learner, name, occurred, received, percentage, redraw) -> new LearningRecord(1,
                        Identity.of("source", type.name(), learner.id(), name, occurred.toString()), "source", platform,
                        type.name(), "SENT_AS", occurred, occurred.toString(), received, learner,
                        activity(type, name, percentage != null), result(type, percentage),
                        redraw ? Set.of(Mark.REDRAW) : Set.of(), null));
    }

    static Activity activity(EventType type, String name, boolean exam) {
        Activity course = Activity.of(Activity.Type.COURSE, name, name);
        return switch (type) {
            case LOGGED_IN -> null;
            case COURSE_STARTED, COURSE_COMPLETED -> course;
            case MODULE_COMPLETED -> new Activity(exam ? Activity.Type.EXAM : Activity.Type.LESSON, name, null, course);
            case LEARNING_PATH_COMPLETED -> Activity.of(Activity.Type.LEARNING_PATH, name, name);
        };
    }

    static Result result(EventType type, BigDecimal percentage) {
        return type == EventType.LOGGED_IN || type == EventType.COURSE_STARTED ? null : new Result(true, percentage);
    }

    static Arbitrary<Learner> learners() {
        Arbitrary<String> optional = names().injectNull(0.2);
        Arbitrary<String> contacts = Arbitraries.oneOf(optional, names().map(name -> name + "@example.org"),
                Arbitraries.of("o'brien+x@example.org", "zoë@bücher.example"));
        return Combinators.combine(names(), optional, optional, optional, contacts, Arbitraries.of(ContactType.class),
                Arbitraries.maps(Arbitraries.of("ref3", "ref4", "ref9"), names()))
                .as((id, externalId, firstName, lastName, contact, contactType, refs) -> new Learner(id, externalId,
                        firstName, lastName, contact, contact == null ? null : contactType, refs));
    }

    /** Any text of whole characters, and those that are likely to break a format. */
    static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings().withChars("=+-@\t\r\n,;\"'\\ aé😀\u2028\uFEFF").ofMinLength(1).ofMaxLength(6))
                .filter(name -> !name.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(name));
    }

    static Arbitrary<BigDecimal> percentages() {
        return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(100)).ofScale(30).injectNull(0.3);
    }
}
