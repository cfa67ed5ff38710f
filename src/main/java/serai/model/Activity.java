package serai.model;

import org.jspecify.annotations.Nullable;

/**
 * The activity of an event: what the learner has done something with.
 *
 * @param kind   the kind of activity
 * @param id     the platform's id of the activity (a number or a SKU, as text); never blank
 * @param name   the activity's title; null if the platform sends none (modules)
 * @param parent the course of a lesson or exam; null for all other activities
 */
public record Activity(Type kind, String id, @Nullable String name, @Nullable Activity parent) {

    /** The kinds of activities. */
    public enum Type {
        COURSE, LESSON, EXAM, LEARNING_PATH
    }

    /** An activity without a parent. */
    public static Activity of(Type kind, String id, @Nullable String name) {
        return new Activity(kind, id, name, null);
    }
}
