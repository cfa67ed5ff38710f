package serai.sandbox.platforms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Simulates a learner of Praesidium Academy, who completes one to three courses and, after all of them, their learning path.
 * Some of the simulated clients use {@code clientExternalId} and some {@code ref} texts, others don't.
 */
final class PraesidiumWalk {

    private static final List<String> COURSES =
            List.of("Duty to Report: Mandated Reporter", "Abuse Risk Management", "Know Your Policies — «Überblick»");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SimulatedLearner learner;
    private final Map<String, Object> known = new LinkedHashMap<>();
    private final List<LearnerAction> actions = new ArrayList<>();

    private PraesidiumWalk(SimulatedLearner learner, Random random) {
        this.learner = learner;
        known.put("clientExternalId", random.nextInt(4) == 0 ? null : "E-" + learner.number());
        for (String ref : List.of("ref3", "ref4", "ref5", "ref7", "ref8", "ref9")) {
            if (random.nextBoolean()) {
                known.put(ref, SimulatedLearner.one(List.of("north", "night shift", "volunteer", "Zürich"), random));
            }
        }
    }

    static List<LearnerAction> of(SimulatedLearner learner, Instant from, Random random) {
        PraesidiumWalk walk = new PraesidiumWalk(learner, random);
        Instant now = from;
        int courses = 1 + random.nextInt(COURSES.size());
        for (int course = 0; course < courses; course++) {
            now = now.plusSeconds(60 + random.nextInt(3_600));
            walk.complete("COURSE_COMPLETED", "course", "CON%sEN".formatted(20_938 + course), COURSES.get(course), now);
        }
        if (courses == COURSES.size()) {
            walk.complete("LEARNING_PATH_COMPLETED", "learning_path", "CONLP10023EN", "Safe environments", now);
        }
        return walk.actions;
    }

    private void complete(String type, String property, String sku, String name, Instant at) {
        String time = TIME.format(at);
        String key = "%s/%s/%s/%s".formatted(type, learner.uuid(), sku, time);
        actions.add(new LearnerAction(key, type, of -> {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("first_name", of.firstName());
            user.put("last_name", of.lastName());
            user.putAll(known);
            if (of.account() != null) {
                user.put("clientExternalId", of.account().externalId());
            }
            Map<String, Object> completed = new LinkedHashMap<>(); // ordered, because Map.of has another order in each process
            completed.put("id", sku);
            completed.put("name", name);
            Map<String, Object> context = new LinkedHashMap<>();
            context.put("uuid", of.uuid().toString());
            context.put("user", of.email());
            context.put(property, completed);
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("version", "1.0");
            event.put("event_type", type);
            event.put("event_timestamp", time);
            event.put("event_context", context);
            event.put("event_specific_detail", Map.of("user_detail", user));
            return event;
        }));
    }
}
