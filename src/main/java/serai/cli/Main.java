package serai.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import serai.cli.completion.CompletionCommand;
import serai.cli.configure.CheckCommand;
import serai.cli.configure.ExplainCommand;
import serai.cli.configure.TestCommand;
import serai.cli.configure.create.NewCommand;
import serai.cli.deadletters.DeadLettersCommand;
import serai.cli.doctor.DoctorCommand;
import serai.cli.home.CopyShippedCommand;
import serai.cli.home.DiffShippedCommand;
import serai.cli.home.InitCommand;
import serai.cli.operate.AuditCommand;
import serai.cli.operate.BackupCommand;
import serai.cli.operate.DestinationsCommand;
import serai.cli.operate.FindCommand;
import serai.cli.operate.InstancesCommand;
import serai.cli.operate.JournalCommand;
import serai.cli.operate.PasswordCommand;
import serai.cli.operate.ReloadCommand;
import serai.cli.operate.ReplayCommand;
import serai.cli.operate.RestoreCommand;
import serai.cli.operate.StatusCommand;
import serai.cli.people.PeopleCommand;
import serai.cli.privacy.ExportCommand;
import serai.cli.privacy.ForgetCommand;
import serai.cli.privacy.ForgottenCommand;
import serai.cli.run.DemoCommand;
import serai.cli.run.RunCommand;
import serai.cli.simulate.PraesidiumTestCommand;
import serai.cli.simulate.SandboxCommand;
import serai.cli.simulate.SimulateCommand;
import serai.cli.terminal.CommandLineFile;
import serai.cli.terminal.ErrorMessage;
import serai.cli.terminal.Logging;
import serai.cli.terminal.Version;
import serai.cli.terminal.VisibleText;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;

import static serai.installation.Installation.SERAI;

/** The command {@code ./serai}. */
@Command(name = "serai", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Takes learner events in, keeps each one safe, and sends it on.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Failed; the last line on standard error says why. After check or doctor: something is wrong.",
                "2:The command or its options are wrong.", "3:Java ran out of memory; what was acknowledged is in the journal.",
                "130:Ended by Ctrl-C (SIGINT), after everything in flight was settled.",
                "143:Ended by SIGTERM, after everything in flight was settled."})
public final class Main implements Runnable {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("init", InitCommand.class);
        COMMANDS.put("new", NewCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("copy-shipped", CopyShippedCommand.class);
        COMMANDS.put("diff-shipped", DiffShippedCommand.class);
        COMMANDS.put("sandbox", SandboxCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("test", TestCommand.class);
        COMMANDS.put("simulate", SimulateCommand.class);
        COMMANDS.put("password", PasswordCommand.class);
        COMMANDS.put("praesidium-test", PraesidiumTestCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("reload", ReloadCommand.class);
        COMMANDS.put("dead-letters", DeadLettersCommand.class);
        COMMANDS.put("replay", ReplayCommand.class);
        COMMANDS.put("destinations", DestinationsCommand.class);
        COMMANDS.put("people", PeopleCommand.class);
        COMMANDS.put("audit", AuditCommand.class);
        COMMANDS.put("find", FindCommand.class);
        COMMANDS.put("export", ExportCommand.class);
        COMMANDS.put("forget", ForgetCommand.class);
        COMMANDS.put("forgotten", ForgottenCommand.class);
        COMMANDS.put("journal", JournalCommand.class);
        COMMANDS.put("instances", InstancesCommand.class);
        COMMANDS.put("backup", BackupCommand.class);
        COMMANDS.put("restore", RestoreCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
    }

    @Option(names = "--home", paramLabel = "DIR",
            description = "Folder of your settings, routes and data (${sys:command.of.serai:-./serai} init makes one); "
                    + "SERAI_HOME names it, too. It comes before the command.")
    private @Nullable Path home; // the launcher changes to that folder, and removes the option

    @Spec
    private CommandSpec spec;

    private Main() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                ("name a command%s, such as " + SERAI + " demo").formatted(home == null ? "" : " after --home"));
    }

    /** Ends the process with one of the exit codes in {@code ./serai --help}. */
    public static void main(String[] args) {
        // Serai's own code names a locale wherever it writes for machines, but libraries use the default locale.
        Locale.setDefault(Locale.ROOT);
        Logging.begin();
        boolean plainRun = args.length == 1 && args[0].equals("run");
        System.exit(plainRun ? runPlainly() : commandLine(args).execute(args));
    }

    /** Runs {@code ./serai run} without the command-line parser, which would take a tenth of the start. */
    private static int runPlainly() {
        try {
            return new RunCommand().call();
        } catch (Exception e) {
            return failed(e, System.err::println);
        }
    }

    /**
     * The command line with only the command that the arguments name, because adding all commands takes a tenth of the start.
     * It has all commands if the arguments name none, to list them, and for {@code completion}.
     */
    public static CommandLine commandLine(String... args) {
        Class<?> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
        CommandLine serai = new CommandLine(new Main());
        (asked == null || asked == CompletionCommand.class ? COMMANDS.values() : List.of(asked)).forEach(serai::addSubcommand);
        serai.registerConverter(Path.class, new CommandLineFile());
        return serai.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()::println))
                .setParameterExceptionHandler((failure, arguments) -> notUnderstood(failure));
    }

    private static int failed(Exception failure, Consumer<String> err) {
        err.accept("serai: " + VisibleText.inOneLine(ErrorMessage.inOneLine(failure)));
        Logging.debug(failure);
        return 1;
    }

    private static int notUnderstood(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        List<String> meant = failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        command.getErr().printf(Locale.ROOT, "serai: %s%s (%s --help)%n", ErrorMessage.inOneLine(failure),
                meant.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(", or ", meant)),
                command.getCommandSpec().qualifiedName().replaceFirst("^serai", Matcher.quoteReplacement(SERAI)));
        return 2;
    }
}
