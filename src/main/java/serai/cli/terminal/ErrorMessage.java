package serai.cli.terminal;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import serai.model.FailureText;
import serai.settings.Setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to tell a person of a failure, in one line: the place, where it is known, and the causes, the outermost first. */
public final class ErrorMessage {

    private static final int LENGTH_MAX = 600;
    private static final Pattern UNSET = Pattern.compile("Property with key \\[([^\\]]+)] not found in properties");
    private static final Pattern RESOURCE = Pattern.compile("resource: (?:file:)?(\\S+?)(?:: |$)");

    private ErrorMessage() {
    }

    public static String inOneLine(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
        String told = inFile(causes).or(() -> inPlaceholder(causes)).or(() -> inProperty(causes)).or(() -> inRoute(causes))
                .or(() -> inStart(causes)).orElseGet(() -> inWords(causes));
        return told.length() > LENGTH_MAX ? told.substring(0, LENGTH_MAX - 1) + "…" : told;
    }

    /** YAML that can't be read knows its line. */
    private static Optional<String> inFile(List<Throwable> causes) {
        return only(MarkedYamlEngineException.class, causes).flatMap(failure -> failure.getProblemMark()
                .map(mark -> "%s: %s".formatted(place(mark), failure.getProblem())));
    }

    private static String place(Mark mark) {
        return "%s:%s".formatted(mark.getName().replaceFirst("^file:", ""), mark.getLine() + 1);
    }

    /** Of a setting that is missing Camel says where it looked, not where it can be set. */
    private static Optional<String> inPlaceholder(List<Throwable> causes) {
        return causes.stream().map(cause -> UNSET.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find).findFirst()
                .map(found -> "%s%s is not set; set it in application.properties, or %s in the environment".formatted(
                        user(causes), found.group(1), Setting.variable(found.group(1))));
    }

    /** Who uses what is missing: the file of a bean, or a route. */
    private static String user(List<Throwable> causes) {
        String file = resource(causes);
        return !file.isEmpty() ? file : only(FailedToCreateRouteException.class, causes)
                .map(failure -> "route %s: ".formatted(failure.getRouteId())).orElse("");
    }

    /** Of a property that can't be set Camel prints the value, which may be a secret. */
    private static Optional<String> inProperty(List<Throwable> causes) {
        return causes.stream().filter(PropertyBindingException.class::isInstance).map(PropertyBindingException.class::cast)
                .reduce((outer, inner) -> inner).map(failure -> {
                    Throwable last = causes.get(causes.size() - 1);
                    return "%s%s can't be set: %s".formatted(resource(causes), property(failure), last == failure
                            ? "there is no such property, or it takes no such value" : FailureText.firstLine(last));
                });
    }

    private static String property(PropertyBindingException failure) {
        return failure.getOptionKey() == null ? failure.getPropertyName()
                : Objects.requireNonNullElse(failure.getOptionPrefix(), "") + failure.getOptionKey();
    }

    /** The file whose beans Camel was making. */
    private static String resource(List<Throwable> causes) {
        return causes.stream().map(cause -> RESOURCE.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find).findFirst()
                .map(found -> found.group(1) + ": ").orElse("");
    }

    /** Of a route that can't be built Camel prints all steps; its id is the name of its file. */
    private static Optional<String> inRoute(List<Throwable> causes) {
        return only(FailedToCreateRouteException.class, causes).filter(failure -> failure.getRouteId() != null)
                .map(failure -> "route %s can't be built: %s".formatted(failure.getRouteId(),
                        FailureText.firstLine(causes.get(causes.size() - 1))));
    }

    /** So does one that can't be started, after the name of the cause's class. */
    private static Optional<String> inStart(List<Throwable> causes) {
        return only(FailedToStartRouteException.class, causes).filter(failure -> failure.getCause() != null)
                .map(failure -> "route %s (%s) can't be started: %s".formatted(failure.getRouteId(), failure.getLocation(),
                        FailureText.firstLine(ours(causes))));
    }

    /** What we refuse, in words of ours, where the cause of it may be no more than a file's name; or else the last cause. */
    private static Throwable ours(List<Throwable> causes) {
        return only(IllegalArgumentException.class, causes).map(Throwable.class::cast).orElse(causes.get(causes.size() - 1));
    }

    private static <T> Optional<T> only(Class<T> type, List<Throwable> causes) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String inWords(List<Throwable> causes) {
        List<String> told = new ArrayList<>();
        causes.stream().filter(cause -> !isWrapper(cause) && (cause == causes.get(0) || cause.getMessage() != null))
                .map(FailureText::firstLine)
                .filter(line -> told.stream().noneMatch(outer -> outer.contains(line))).forEach(told::add);
        return String.join(": ", told);
    }

    /** An exception that has nothing to add to its cause. */
    private static boolean isWrapper(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (cause.toString().equals(failure.getMessage())
                || failure.getMessage() == null || failure.getMessage().equals(cause.getMessage()));
    }
}
