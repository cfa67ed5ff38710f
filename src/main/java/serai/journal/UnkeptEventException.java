package serai.journal;

import serai.model.ShowableMessage;

import java.util.regex.Pattern;

/**
 * The routes have ended without naming a destination for an event, and without leaving it out on purpose, or a step of them has
 * failed by itself. The journal has not kept the event, so its source must not acknowledge it.
 */
public final class UnkeptEventException extends RuntimeException implements ShowableMessage {

    /** Characters that the message does not show: a sender chooses the type's text, and the message has to stay one line. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]");

    private final String source;
    private final String type;
    private final String route;

    /**
     * @param source the event's source
     * @param type   the event's type
     * @param route  the last route that the event has entered
     */
    public UnkeptEventException(String source, String type, String route) {
        this(source, type, route, ("route %s names no destination for an event of type %s; give its choice an otherwise with "
                + "journal:unrouted, or leave the event out on purpose by process: {ref: filtered}")
                .formatted(route, UNSHOWN.matcher(type).replaceAll("\uFFFD")));
    }

    /** @param why which step has failed, and why; it quotes nothing of the event */
    public UnkeptEventException(String source, String type, String route, String why) {
        // A stack trace would become the description of the broker's dead letter.
        super(UNSHOWN.matcher(why).replaceAll("\uFFFD"), null, false, false);
        this.source = source;
        this.type = type;
        this.route = route;
    }

    public String source() {
        return source;
    }

    public String type() {
        return type;
    }

    public String route() {
        return route;
    }
}
