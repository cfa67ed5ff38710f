package serai.alerts.signs;

/**
 * Something that a sign has found at one look.
 *
 * @param subject what it is about: the name of a destination, a source, a route or a file; never a person's
 * @param begins  whether it is bad enough for an alert to begin; if not, it only keeps an alert from ending
 * @param text    what happens, in one line without a full stop
 * @param remedy  what an operator can do, in one line without a full stop
 */
public record AlertCondition(AlertType type, String subject, boolean begins, String text, String remedy) {

    /** Something of which an alert begins. */
    public static AlertCondition begins(AlertType type, String subject, String text, String remedy) {
        return new AlertCondition(type, subject, true, text, remedy);
    }

    /** Something that keeps an alert from ending, and begins none. */
    public static AlertCondition lasts(AlertType type, String subject) {
        return new AlertCondition(type, subject, false, "", "");
    }

    /** The alert's name. No two alerts that have begun and not ended have the same name. */
    public String name() {
        return type.text() + "/" + subject;
    }
}
