package serai.cli.configure;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.ComponentSettings;
import serai.cli.terminal.Logging;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.rehearsal.Rehearsal;
import serai.rehearsal.tests.TestFile;
import serai.rehearsal.tests.TestResult;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code ./serai test [FILES]}. */
@Command(name = "test", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs the tests beside the routes (*.test.yaml). Nothing is sent or stored, and no Serai need run. "
                + "Ends with 1 if a test fails.")
public final class TestCommand implements Callable<Integer> {

    private static final String FILE = "file:";

    @Parameters(paramLabel = "FILES", arity = "0..*", description = "Files of tests, or folders of them; by default the folder of "
            + "the routes (serai.routes).")
    private List<Path> files = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", converter = ResultFormatConverter.class,
            description = "text (the default), or junit for JUnit's XML.")
    private ResultFormat format = ResultFormat.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<TestResult> results = new ArrayList<>();
        List<Path> found = found();
        try (Logging.Silence journal = Logging.silence(Rehearsal.LOGGER)) {
            for (Path file : found) {
                results.addAll(TestFile.read(file).run(ComponentSettings.appliedTo(StoredSettings.context())));
            }
        }
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = VisibleText.on(command.commandLine().getOut());
        if (format == ResultFormat.JUNIT) {
            JUnitXml.print(results, out);
        } else {
            TestResultsText.print(results, out);
        }
        out.flush();
        long failed = results.stream().filter(result -> !result.isSuccess()).count();
        if (failed > 0) {
            command.commandLine().getErr()
                    .println("serai: %s of %s test%s failed".formatted(failed, results.size(), results.size() == 1 ? "" : "s"));
        }
        return failed > 0 ? 1 : 0;
    }

    private List<Path> found() throws IOException {
        List<Path> given = files;
        if (given.isEmpty()) {
            String routes = StoredSettings.read().text(RuntimeSetting.ROUTES);
            if (!routes.startsWith(FILE)) {
                throw new IllegalArgumentException("%s is %s, which is no folder; name the files of tests"
                        .formatted(RuntimeSetting.ROUTES.key(), routes));
            }
            given = List.of(Path.of(routes.substring(FILE.length())));
        }
        List<Path> found = new ArrayList<>();
        for (Path one : given) {
            found.addAll(tests(one));
        }
        return found;
    }

    private static List<Path> tests(Path given) throws IOException {
        if (!Files.exists(given)) {
            throw new IllegalArgumentException(
                    "there is no %s; name a file of tests (*%s), or a folder of them".formatted(given, TestFile.SUFFIX));
        }
        if (!Files.isDirectory(given)) {
            return List.of(given);
        }
        try (Stream<Path> files = Files.list(given)) {
            List<Path> tests = files.filter(file -> file.toString().endsWith(TestFile.SUFFIX)).sorted().toList();
            if (tests.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no *%s in %s; docs/tests.md shows one".formatted(TestFile.SUFFIX, given));
            }
            return tests;
        }
    }
}
