package serai.cli.terminal;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import serai.model.FailureText;
import serai.settings.EnvironmentVariable;
import serai.steps.CamelMessages;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes a failure for people in one line: the place, if it is known, and the causes, the outermost first. */
public final class ErrorMessage {

    private static final int LENGTH_MAX = 600;
    private static final Pattern EMPTY = Pattern.compile("Error configuring property: (\\S+) because value is empty");
    private static final Pattern RESOURCE = Pattern.compile("resource: (?:file:)?(\\S+?)(?:: |$)");

    private ErrorMessage() {
    }

    public static String inOneLine(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
        String told = inFile(causes).or(() -> inPlaceholder(causes)).or(() -> inProperty(causes)).or(() -> inRoute(causes))
                .or(() -> inStart(causes)).orElseGet(() -> inWords(causes));
        return told.length() > LENGTH_MAX ? told.substring(0, LENGTH_MAX - 1) + "…" : told;
    }

    /** For invalid YAML: names the file and the line. */
    private static Optional<String> inFile(List<Throwable> causes) {
        return only(MarkedYamlEngineException.class, causes).flatMap(failure -> failure.getProblemMark()
                .map(mark -> "%s: %s".formatted(place(mark), failure.getProblem())));
    }

    private static String place(Mark mark) {
        return "%s:%s".formatted(mark.getName().replaceFirst("^file:", ""), mark.getLine() + 1);
    }

    /** For a missing setting: says where to set it (Camel says only where it has looked). For an empty one of Camel's: names it. */
    private static Optional<String> inPlaceholder(List<Throwable> causes) {
        return causes.stream().map(cause -> CamelMessages.UNSET.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find)
                .findFirst()
                .map(found -> "%s%s is not set; set it in application.properties, or %s in the environment".formatted(
                        user(causes), found.group(1), EnvironmentVariable.of(found.group(1))))
                .or(() -> causes.stream().map(cause -> EMPTY.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find)
                        .findFirst().map(found -> "%s: is set, but to nothing, and Camel needs it; give it a value, or take it out"
                                .formatted(found.group(1))));
    }

    /** The file of the bean, or the route, that uses the missing setting. */
    private static String user(List<Throwable> causes) {
        String file = resource(causes);
        return !file.isEmpty() ? file : only(FailedToCreateRouteException.class, causes)
                .map(failure -> "route %s: ".formatted(failure.getRouteId())).orElse("");
    }

    /** For a property that can't be set: leaves out messages that have the value, since that may be a secret. */
    private static Optional<String> inProperty(List<Throwable> causes) {
        return causes.stream().filter(PropertyBindingException.class::isInstance).map(PropertyBindingException.class::cast)
                .reduce((outer, inner) -> inner)
                .map(failure -> "%s%s can't be set: %s".formatted(resource(causes), property(failure),
                        CamelMessages.refusal(causes).orElse("there is no such property, or it does not accept this value")));
    }

    private static String property(PropertyBindingException failure) {
        return failure.getOptionKey() == null ? failure.getPropertyName()
                : Objects.requireNonNullElse(failure.getOptionPrefix(), "") + failure.getOptionKey();
    }

    /** The file whose beans Camel was creating. */
    private static String resource(List<Throwable> causes) {
        return causes.stream().map(cause -> RESOURCE.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find).findFirst()
                .map(found -> found.group(1) + ": ").orElse("");
    }

    /** For a route that can't be built: names the route's id, which is its file's name. Camel prints all of its steps. */
    private static Optional<String> inRoute(List<Throwable> causes) {
        return only(FailedToCreateRouteException.class, causes).filter(failure -> failure.getRouteId() != null)
                .map(failure -> "route %s can't be built: %s".formatted(failure.getRouteId(),
                        FailureText.firstLine(causes.get(causes.size() - 1))));
    }

    /** For a route that can't be started: names the route and its place. Camel prints all of its steps. */
    private static Optional<String> inStart(List<Throwable> causes) {
        return only(FailedToStartRouteException.class, causes).filter(failure -> failure.getCause() != null)
                .map(failure -> "route %s (%s) can't be started: %s".formatted(failure.getRouteId(), failure.getLocation(),
                        FailureText.firstLine(ours(causes))));
    }

    /**
     * The cause whose message to print: an IllegalArgumentException, because Serai words those itself and a deeper cause may be
     * only a file's name; otherwise the last cause.
     */
    private static Throwable ours(List<Throwable> causes) {
        return only(IllegalArgumentException.class, causes).map(Throwable.class::cast).orElse(causes.get(causes.size() - 1));
    }

    private static <T> Optional<T> only(Class<T> type, List<Throwable> causes) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String inWords(List<Throwable> causes) {
        List<String> told = new ArrayList<>();
        causes.stream().filter(cause -> !isWrapper(cause) && (cause == causes.get(0) || cause.getMessage() != null))
                .filter(cause -> told.stream().noneMatch(outer -> outer.contains(FailureText.firstLine(cause))
                        || cause instanceof LinkageError && outer.contains(FailureText.firstLine(cause).replace('/', '.'))))
                .map(ErrorMessage::line).forEach(told::add);
        return String.join(": ", told);
    }

    /** The first line of the message; for a failure of a file, whose message is only its name, with what is wrong. */
    private static String line(Throwable failure) {
        String line = FailureText.firstLine(failure);
        if (failure instanceof FileSystemException of && line.equals(of.getFile())) {
            return failure instanceof NoSuchFileException ? "there is no %s; correct its name, or put it there".formatted(line)
                    : failure instanceof AccessDeniedException
                            ? "this user may not read or write %s; change its owner or mode".formatted(line)
                            : "%s can't be used (%s)".formatted(line, failure.getClass().getSimpleName());
        }
        return line;
    }

    /** Whether an exception adds nothing to the message of its cause. */
    private static boolean isWrapper(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (cause.toString().equals(failure.getMessage())
                || failure.getMessage() == null || failure.getMessage().equals(cause.getMessage()));
    }
}
