package serai.cli;

import org.apache.camel.FailedToCreateRouteException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to tell a person of a failure, in one line: the place, where it is known, and the causes, the outermost first. */
final class Remedy {

    private static final int LENGTH_MAX = 600;

    private Remedy() {
    }

    static String inOneLine(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
        String told = inFile(causes).or(() -> inRoute(causes)).orElseGet(() -> inWords(causes));
        return told.length() > LENGTH_MAX ? told.substring(0, LENGTH_MAX - 1) + "…" : told;
    }

    /** YAML that can't be read knows its line. */
    private static Optional<String> inFile(List<Throwable> causes) {
        return only(MarkedYamlEngineException.class, causes).flatMap(failure -> failure.getProblemMark()
                .map(mark -> "%s: %s".formatted(place(mark), failure.getProblem())));
    }

    private static String place(Mark mark) {
        return "%s:%d".formatted(mark.getName().replaceFirst("^file:", ""), mark.getLine() + 1);
    }

    /** Of a route that can't be built Camel prints all steps; its id is the name of its file. */
    private static Optional<String> inRoute(List<Throwable> causes) {
        return only(FailedToCreateRouteException.class, causes).filter(failure -> failure.getRouteId() != null)
                .map(failure -> "route %s can't be built: %s".formatted(failure.getRouteId(),
                        firstLine(causes.get(causes.size() - 1))));
    }

    private static <T> Optional<T> only(Class<T> type, List<Throwable> causes) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String inWords(List<Throwable> causes) {
        List<String> told = new ArrayList<>();
        causes.stream().filter(cause -> !isWrapper(cause)).map(Remedy::firstLine)
                .filter(line -> told.stream().noneMatch(outer -> outer.contains(line))).forEach(told::add);
        return String.join(": ", told);
    }

    /** An exception that has nothing to add to its cause. */
    private static boolean isWrapper(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (cause.toString().equals(failure.getMessage())
                || failure.getMessage() == null || failure.getMessage().equals(cause.getMessage()));
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
