package serai.model;

/**
 * What was learned.
 *
 * @param kind   what sort of thing it is; never null
 * @param id     the platform's id of it (a number or a SKU, as text); never null or blank
 * @param name   its title; null where the platform sends none (modules)
 * @param parent what it is a part of: the course of a lesson or exam; null where it stands alone
 */
public record Activity(Kind kind, String id, String name, Activity parent) {

    /** The sorts of things that can be learned. */
    public enum Kind {
        COURSE, LESSON, EXAM, LEARNING_PATH
    }

    /** A thing that stands alone. */
    public static Activity of(Kind kind, String id, String name) {
        return new Activity(kind, id, name, null);
    }
}
