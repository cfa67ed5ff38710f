package serai.cli.configure.create;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Asks the operator at the terminal. */
final class TerminalQuestion {

    private final @Nullable BufferedReader answers; // null if nobody is there to answer

    private TerminalQuestion(@Nullable BufferedReader answers) {
        this.answers = answers;
    }

    /** Questions to the operator; they get no answer unless standard input and output are a terminal. */
    static TerminalQuestion onTerminal() {
        return !isTerminal() ? none()
                : new TerminalQuestion(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("SystemConsoleNull") // a console that is not null is asked whether it is a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console); // from Java 22 on, it may be no terminal
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Questions that these lines answer. */
    static TerminalQuestion answeredBy(BufferedReader answers) {
        return new TerminalQuestion(answers);
    }

    /** Questions that nobody answers. */
    static TerminalQuestion none() {
        return new TerminalQuestion(null);
    }

    /** The answer, without blanks around it; empty if there is none. */
    Optional<String> ask(PrintWriter out, String question) throws IOException {
        if (answers == null) {
            return Optional.empty();
        }
        out.printf(Locale.ROOT, "%s ", question);
        out.flush();
        return Optional.ofNullable(answers.readLine()).map(String::strip).filter(answer -> !answer.isEmpty());
    }

    /** Whether the answer is y or yes. */
    boolean isYes(PrintWriter out, String question) throws IOException {
        return ask(out, question + " [y/N]").filter(answer -> answer.matches("(?i)y(es)?")).isPresent();
    }
}
