package serai.model;

/**
 * The activity of an event: what the learner has done something with.
 *
 * @param kind   the kind of activity; never null
 * @param id     the platform's id of the activity (a number or a SKU, as text); never null or blank
 * @param name   the activity's title; null if the platform sends none (modules)
 * @param parent the course of a lesson or exam; null for all other activities
 */
public record Activity(Kind kind, String id, String name, Activity parent) {

    /** The kinds of activities. */
    public enum Kind {
        COURSE, LESSON, EXAM, LEARNING_PATH
    }

    /** An activity without a parent. */
    public static Activity of(Kind kind, String id, String name) {
        return new Activity(kind, id, name, null);
    }
}
