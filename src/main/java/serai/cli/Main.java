package serai.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/** {@code ./serai}. */
@Command(name = "serai", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Takes learner events in, keeps each one safe, and sends it on.",
        subcommands = {RunCommand.class, DemoCommand.class, SandboxCommand.class, PasswordCommand.class,
                StatusCommand.class, DeadLettersCommand.class, ReplayCommand.class, DestinationsCommand.class,
                BackupCommand.class, RestoreCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:It could not be done; the last line on standard error says why.",
                "2:The command was not understood.", "143:Ended by SIGTERM, after everything in flight was settled."})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try ./serai demo");
    }

    /** The version that the jar's manifest tells. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[]{"Serai " + (version == null ? "(not from a jar)" : version)};
        }
    }

    /** Ends the process with one of the exit codes in {@code ./serai --help}. */
    public static void main(String[] args) {
        Logging.begin();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("serai: " + Remedy.inOneLine(failure));
            Logging.debug(failure);
            return 1;
        }).setParameterExceptionHandler((failure, arguments) -> notUnderstood(failure));
    }

    private static int notUnderstood(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        List<String> meant = failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        command.getErr().printf("serai: %s%s (./%s --help)%n", Remedy.inOneLine(failure),
                meant.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(", or ", meant)),
                command.getCommandSpec().qualifiedName());
        return 2;
    }
}
