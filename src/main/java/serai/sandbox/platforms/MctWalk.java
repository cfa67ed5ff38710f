package serai.sandbox.platforms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Simulates a learner of Microsoft Community Training, who signs in and takes some courses. The learner starts a course,
 * finishes lessons, may fail the exam and pass it later, and completes the course or leaves it unfinished. After a completion
 * the platform sends the start again when it redraws the page ("Sample Sequence of Events"). Times have two to seven digits of
 * a second, with or without {@code Z}, as in the samples.
 */
final class MctWalk {

    private static final List<String> COURSES = List.of("Food safety, level 1", "Data protection at work", "First aid",
            "Working at heights", "Duty to Report: Mandated Reporter", "安全第一");
    private static final int FIRST_COURSE = 2_475;
    private static final int ITEMS_OF_A_COURSE = 10;
    private static final int EXAM = 9;
    /** One in this many courses is left unfinished. */
    private static final int LEFT_ONE_IN = 8;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SimulatedLearner learner;
    private final Random random;
    private final String contactType;
    private final List<LearnerAction> actions = new ArrayList<>();
    private Instant now;

    private MctWalk(SimulatedLearner learner, Instant from, Random random) {
        this.learner = learner;
        this.random = random;
        this.contactType = SimulatedLearner.one(List.of("Email", "Phone", "AzureAD"), random);
        this.now = from;
    }

    static List<LearnerAction> of(SimulatedLearner learner, Instant from, Random random) {
        MctWalk walk = new MctWalk(learner, from, random);
        walk.logIn();
        int first = random.nextInt(COURSES.size());
        int courses = 1 + random.nextInt(3);
        for (int i = 0; i < courses; i++) {
            walk.learn((first + i) % COURSES.size());
        }
        return walk.actions;
    }

    private void logIn() {
        String time = time();
        add("LOGIN", "", "LoginTime", time, random.nextBoolean() ? time : time + " ", Map.of());
    }

    private void learn(int course) {
        start(course);
        for (int lesson = 1 + random.nextInt(3); lesson > 0; lesson--) {
            module(course, lesson, "Lesson", "Not Applicable", later());
        }
        if (random.nextInt(LEFT_ONE_IN) == 0) {
            return;
        }
        boolean examined = random.nextInt(4) > 0;
        if (examined && random.nextInt(6) == 0) {
            module(course, EXAM, "Exam", "37.5", later());
        }
        String percentage = examined ? SimulatedLearner.one(List.of("50", "66.67", "87.5", "100"), random) : "Not Applicable";
        String completed = later();
        if (examined) {
            module(course, EXAM, "Exam", percentage, completed); // the course is completed at the same time
        }
        complete(course, percentage, completed);
        for (int redrawn = random.nextInt(3); redrawn > 0; redrawn--) {
            start(course);
        }
    }

    private void start(int course) {
        String time = later();
        add("COURSE_START", id(course), "StartDate", time, time, course(course));
    }

    private void module(int course, int item, String moduleType, String percentage, String time) {
        int itemId = id(course) * ITEMS_OF_A_COURSE + item;
        Map<String, Object> fields = course(course);
        fields.put("CourseItemId", itemId);
        fields.put("ModuleType", moduleType);
        fields.put("ExamPercentage", percentage);
        add("MODULE_COMPLETION", id(course) + "/" + itemId, "CompletionDate", time, time, fields);
    }

    private void complete(int course, String percentage, String time) {
        Map<String, Object> fields = course(course);
        fields.put("ExamPercentage", percentage);
        add("COURSE_COMPLETION", id(course), "CompletionDate", time, time, fields);
    }

    private static int id(int course) {
        return FIRST_COURSE + course;
    }

    private static Map<String, Object> course(int course) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("CourseName", COURSES.get(course));
        fields.put("CourseId", id(course));
        return fields;
    }

    private void add(String type, Object object, String timeField, String time, String timeAsSent, Map<String, Object> fields) {
        String key = "%s/%s/%s/%s".formatted(type, learner.number(), object, time);
        actions.add(new LearnerAction(key, type, of -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("FirstName", of.firstName());
            body.put("LastName", of.lastName());
            body.put("UserId", of.number());
            body.put("Contact", of.account() != null ? of.account().contact() : contactType.equals("Phone")
                    ? String.format(Locale.ROOT, "+1555%07d", of.number() % 10_000_000) : of.email());
            body.put("ContactType", of.account() != null ? of.account().contactType() : contactType);
            body.putAll(fields);
            body.put(timeField, timeAsSent);
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("EventType", type);
            event.put("MessageBody", body);
            return event;
        }));
    }

    private String later() {
        now = now.plusSeconds(10 + random.nextInt(600)).plusNanos(100L * random.nextInt(10_000_000));
        return time();
    }

    private String time() {
        String fraction =
                String.format(Locale.ROOT, "%07d", now.get(ChronoField.NANO_OF_SECOND) / 100).substring(0, 2 + random.nextInt(6));
        return SECOND.format(now) + "." + fraction + (random.nextBoolean() ? "Z" : "");
    }
}
