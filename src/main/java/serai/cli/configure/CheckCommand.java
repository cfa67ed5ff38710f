package serai.cli.configure;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.check.Finding;
import serai.cli.terminal.Version;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code ./serai check}. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Finds what is wrong with settings and routes. Starts nothing, writes nothing, and needs no network.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Nothing is wrong, or there are only warnings.",
                "1:There are errors; ${sys:command.of.serai:-./serai} run refuses them."})
public final class CheckCommand implements Callable<Integer> {

    @Option(names = "--format", defaultValue = "text", paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}; text by default.")
    private FindingsFormat format = FindingsFormat.text;

    @Option(names = "--config", paramLabel = "FILE", description = "Another settings file than application.properties.")
    private @Nullable Path config;

    @Option(names = "--routes", paramLabel = "FOLDER", description = "Another folder of routes than serai.routes.")
    private @Nullable Path routes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (CheckedConfiguration checked = CheckedConfiguration.stored(config, routes)) {
            PrintWriter out = spec.commandLine().getOut();
            format.print(checked, out, spec.commandLine().getColorScheme().ansi());
            out.flush();
            return checked.findings().stream().anyMatch(Finding::isError) ? 1 : 0;
        }
    }
}
