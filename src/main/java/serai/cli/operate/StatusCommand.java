package serai.cli.operate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.Version;

import java.util.concurrent.TimeUnit;

/** {@code ./serai status}. */
@Command(name = "status", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows what each source has sent and the state of each destination.")
public final class StatusCommand extends OperatorCommand {

    private static final long WATCH_EVERY_SECONDS = 2;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--watch", description = "Print it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Override
    protected void work(CommandContext command) throws Exception {
        print(command);
        while (watch) {
            TimeUnit.SECONDS.sleep(WATCH_EVERY_SECONDS);
            if (!json) {
                out().println();
            }
            print(command);
        }
    }

    private void print(CommandContext command) throws Exception {
        StatusReport report = StatusReport.of(command);
        if (json) {
            out().println(watch ? JsonText.inOneLine(report) : JsonText.indented(report));
        } else {
            report.print(out());
        }
        out().flush();
    }
}
