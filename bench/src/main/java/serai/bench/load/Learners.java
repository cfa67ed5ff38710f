package serai.bench.load;

import serai.model.LearningRecord;
import serai.sources.EventDecoder;
import serai.sources.mct.MctDecoder;
import serai.sources.praesidium.PraesidiumDecoder;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Events as learners cause them on both platforms, read by the sources' own decoders. Some learners are busy at a time, so
 * that the types are mixed: on Microsoft Community Training each signs in, starts a course, finishes its modules and the
 * course; every fifth learner is on Praesidium Academy and finishes a course, some a learning path too. No two events are
 * the same, in any number of them.
 */
public final class Learners {

    private static final int BUSY = 40;
    private static final Instant FIRST_EVENT = Instant.parse("2026-01-05T08:00:00Z");
    private static final List<String> FIRST_NAMES = List.of("Anna", "Åsa", "Bram", "Chidi", "Émile", "Fatma",
            "Grace", "Hoàng");
    private static final List<String> LAST_NAMES = List.of("de Vries", "Ångström", "Okafor", "Łukasik", "O'Neil",
            "Smith", "Yılmaz");
    private static final List<String> COURSES = List.of("Food safety, level 1", "Data protection at work", "First aid",
            "Working at heights", "Duty to Report: Mandated Reporter");

    private final EventDecoder mct = new MctDecoder("mct", Clock.systemUTC());
    private final EventDecoder praesidium = new PraesidiumDecoder("praesidium", Clock.systemUTC());
    private final Learner[] busy = new Learner[BUSY];
    private long events;
    private long learners;

    /** @param number tells learners apart; everything else about them follows from it */
    private record Learner(long number, int step) {

        boolean isOfPraesidium() {
            return number % 5 == 0;
        }

        boolean isLast() {
            return step == (isOfPraesidium() ? number % 15 == 0 ? 1 : 0 : 6);
        }

        String firstName() {
            return FIRST_NAMES.get((int) (number % FIRST_NAMES.size()));
        }

        String lastName() {
            return LAST_NAMES.get((int) (number % LAST_NAMES.size()));
        }

        int course() {
            return (int) (number % COURSES.size());
        }

        String payload(Instant time) {
            return isOfPraesidium() ? praesidiumPayload(time) : mctPayload(time);
        }

        private String mctPayload(Instant time) {
            return switch (step) {
                case 0 -> mctPayload("LOGIN", "", "LoginTime", time);
                case 1 -> mctPayload("COURSE_START", courseFields(), "StartDate", time);
                case 6 -> mctPayload("COURSE_COMPLETION", courseFields() + "\"ExamPercentage\": \"87.5\", ",
                        "CompletionDate", time);
                default -> mctPayload("MODULE_COMPLETION", courseFields() + moduleFields(), "CompletionDate", time);
            };
        }

        private String courseFields() {
            return "\"CourseName\": \"%s\", \"CourseId\": %d, ".formatted(COURSES.get(course()), 2_475 + course());
        }

        private String moduleFields() {
            boolean exam = step == 5;
            return "\"CourseItemId\": %d, \"ModuleType\": \"%s\", \"ExamPercentage\": \"%s\", "
                    .formatted(8_970 + step, exam ? "Exam" : "Lesson", exam ? "87.5" : "Not Applicable");
        }

        private String mctPayload(String type, String fields, String timeField, Instant time) {
            return """
                    {"EventType": "%s", "MessageBody": {"FirstName": "%s", "LastName": "%s", "UserId": %d, \
                    "Contact": "learner-%d@example.org", "ContactType": "Email", %s"%s": "%s"}}"""
                    .formatted(type, firstName(), lastName(), number, number, fields, timeField, time);
        }

        private String praesidiumPayload(Instant time) {
            boolean path = step == 1;
            return """
                    {"version": "1.0", "event_type": "%s", "event_timestamp": "%s", "event_context": {"uuid": "learner-%d", \
                    "user": "learner-%d@example.org", "%s": {"id": "%s", "name": "%s"}}, "event_specific_detail": \
                    {"user_detail": {"first_name": "%s", "last_name": "%s", "clientExternalId": "%d", "ref3": "north", \
                    "ref4": "night shift"}}}"""
                    .formatted(path ? "LEARNING_PATH_COMPLETED" : "COURSE_COMPLETED",
                            time.toString().replace('T', ' ').substring(0, 19), number, number,
                            path ? "learning_path" : "course", (path ? "CONLP" : "CON") + course(), COURSES.get(course()),
                            firstName(), lastName(), 1_000_000 + number);
        }

        Learner next() {
            return new Learner(number, step + 1);
        }
    }

    /** The next event, as a record. */
    public LearningRecord next() {
        int one = (int) (events % BUSY);
        Learner learner = busy[one] == null ? new Learner(++learners, 0) : busy[one];
        busy[one] = learner.isLast() ? null : learner.next();
        byte[] payload = learner.payload(FIRST_EVENT.plusMillis(50 * ++events)).getBytes(StandardCharsets.UTF_8);
        return (learner.isOfPraesidium() ? praesidium : mct).decode(payload);
    }

    /** The next events, as records. */
    public List<LearningRecord> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }
}
