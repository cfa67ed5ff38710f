package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.cli.terminal.StoredSettings;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;
import serai.reload.ReloadOutcome;
import serai.reload.ReloadRequest;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import static serai.installation.Installation.SERAI;

/** {@code ./serai reload}. */
@Command(name = "reload", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Has the running Serai check edited routes, the files that they name, and settings, and take them over "
                + "without losing or doubling an event. If there are errors, it changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:They are taken over, or nothing has changed.", "1:They were refused, or no Serai runs here."})
public final class ReloadCommand implements Callable<Integer> {

    private static final long LOOK_MS = 100;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "120",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path data = StoredSettings.read().path(RuntimeSetting.DATA);
        if (!RunningProcess.of(data, Clock.systemUTC().instant()).running()) {
            throw new IllegalStateException(
                    ("no Serai runs on the data folder %s; " + SERAI + " run reads the files when it starts").formatted(data));
        }
        ReloadRequest request = new ReloadRequest(data);
        request.make();
        ReloadOutcome outcome = answer(request);
        if (outcome == null) {
            request.takeBack();
            throw new IllegalStateException(
                    ("Serai has not answered within %s s; look at its log, and at " + SERAI
                            + " status, which shows a stall").formatted(waitSeconds));
        }
        PrintWriter out = VisibleText.on(spec.commandLine().getOut());
        print(outcome, out);
        out.flush();
        if (outcome.isRefused()) {
            throw new IllegalStateException("refused; the configuration of %s stays in use".formatted(outcome.since()));
        }
        return 0;
    }

    private @Nullable ReloadOutcome answer(ReloadRequest request) throws IOException, InterruptedException {
        Instant until = Clock.systemUTC().instant().plusSeconds(waitSeconds);
        do {
            Optional<ReloadOutcome> answer = request.answer();
            if (answer.isPresent()) {
                return answer.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } while (Clock.systemUTC().instant().isBefore(until));
        return null;
    }

    private static void print(ReloadOutcome outcome, PrintWriter out) {
        switch (outcome.result()) {
            case RELOADED -> out.println("Reloaded: " + String.join("; ", outcome.told()));
            case REFUSED -> outcome.told().forEach(out::println);
            default -> out.println(outcome.told().isEmpty()
                    ? "Nothing has changed since the start at %s.".formatted(outcome.since())
                    : "Nothing has changed since %s, when this was reloaded: %s".formatted(outcome.since(),
                            String.join("; ", outcome.told())));
        }
        outcome.warned().forEach(warning -> out.println("warning: " + warning));
    }
}
