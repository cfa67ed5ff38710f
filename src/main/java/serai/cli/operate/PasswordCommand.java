package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;
import serai.passwords.PasswordHash;
import serai.settings.form.PasswordRule;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** {@code ./serai password}: prints a password's hash, for a settings or users file. */
@Command(name = "password", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Reads a password of at least " + PasswordRule.CHARACTERS_MIN
                + " characters (from the terminal without showing "
                + "it, or a line of standard input) and prints its hash, for serai.praesidium.password or a line of the file that serai.praesidium.users names.")
public final class PasswordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String password = read();
        if (password == null || password.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no password was given");
        }
        if (!PasswordRule.isLong(password)) {
            throw new ParameterException(spec.commandLine(), "a password has at least %s characters; choose a longer one"
                    .formatted(PasswordRule.CHARACTERS_MIN));
        }
        spec.commandLine().getOut().println(PasswordHash.create(password).text());
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // Java 22 to 24 have a console without a terminal too: it reads the same line
    private static @Nullable String read() throws IOException {
        Console console = System.console();
        if (console == null) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        }
        char[] typed = console.readPassword("Password: ");
        return typed == null ? null : new String(typed);
    }
}
