package serai.cli;

import java.util.LinkedHashSet;
import java.util.Set;

/** What to tell a person of a failure: its causes in one line, the outermost first, each once. */
final class Remedy {

    private static final int LENGTH_MAX = 600;

    private Remedy() {
    }

    static String inOneLine(Throwable failure) {
        Set<String> lines = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = firstLine(cause);
            // Camel repeats the cause's message in its own: the innermost that says it is enough.
            lines.removeIf(outer -> outer.contains(line) || line.contains(outer));
            lines.add(line);
        }
        String told = String.join(": ", lines);
        return told.length() > LENGTH_MAX ? told.substring(0, LENGTH_MAX - 1) + "…" : told;
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
