package serai.cli.configure.create;

import picocli.CommandLine;
import serai.WorkedExampleTest;
import serai.cli.terminal.ErrorMessage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy of the shipped routes with a settings file, for {@code ./serai new destination}. */
final class NewConfiguration {

    static final String ROUTER = "router.camel.yaml";

    private final Path folder;

    NewConfiguration(Path folder) throws IOException {
        this.folder = folder;
        WorkedExampleTest.copy(Path.of("routes"), routes());
        Files.writeString(settings(), "serai.data = %s\nserai.routes = file:%s\n".formatted(folder.resolve("data"), routes()));
    }

    Path routes() {
        return folder.resolve("routes");
    }

    Path settings() {
        return folder.resolve("application.properties");
    }

    String text(String route) throws IOException {
        return Files.readString(routes().resolve(route));
    }

    /** Every file by its name, with its text. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** What the command has printed; without a terminal. */
    String made(String... arguments) {
        return run(0, TerminalQuestion.none(), arguments);
    }

    /** What it has printed where these lines were typed. */
    String answered(String lines, String... arguments) {
        return run(0, TerminalQuestion.answeredBy(new BufferedReader(new StringReader(lines))), arguments);
    }

    /** Its one line on standard error. */
    String refused(int exit, String... arguments) {
        return run(exit, TerminalQuestion.none(), arguments).replace(folder + "/", "").strip();
    }

    private String run(int exit, TerminalQuestion question, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--config")) {
            all.addAll(List.of("--config", settings().toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int ended = new CommandLine(new NewDestinationCommand(question)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(ErrorMessage.inOneLine(failure));
                    return 1;
                }).setParameterExceptionHandler((failure, given) -> {
                    err.append(failure.getMessage());
                    return 2;
                }).execute(all.toArray(String[]::new));
        assertThat(ended).as(out.toString() + err).isEqualTo(exit);
        return exit == 0 ? out.toString() : err.toString();
    }
}
