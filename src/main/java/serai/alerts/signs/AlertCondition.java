package serai.alerts.signs;

/**
 * What one look has found.
 *
 * @param subject what it is about: the name of a destination, a source, a route or a file; never a person's
 * @param begins  whether it is bad enough for an alert to begin; if not, it only keeps an alert from ending
 * @param text    what happens, in one line without a full stop
 * @param remedy  what an operator can do, in one line without a full stop
 */
public record AlertCondition(AlertKind kind, String subject, boolean begins, String text, String remedy) {

    /** Something that is to be told. */
    public static AlertCondition begins(AlertKind kind, String subject, String text, String remedy) {
        return new AlertCondition(kind, subject, true, text, remedy);
    }

    /** Something that is not over if it was told. */
    public static AlertCondition lasts(AlertKind kind, String subject) {
        return new AlertCondition(kind, subject, false, "", "");
    }

    /** The alert's name: one that is told has no second one of the same name beside it. */
    public String name() {
        return kind.text() + "/" + subject;
    }
}
