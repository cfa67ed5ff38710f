package serai.cli.privacy;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.ForgottenFile;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.CountText;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ForgottenPersons;
import serai.journal.operations.person.Person;

import java.util.List;
import java.util.Locale;

/** {@code ./serai forgotten end PERSON}. */
@Command(name = "end", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Keeps later events again of a person who was forgotten with --and-later. What was erased stays erased.")
final class ForgottenEndCommand extends OperatorCommand {

    /** Who, or which act. */
    static final class Whose {
        @Parameters(paramLabel = "PERSON", description = "The person, as named to forget; or an account: mct:13273.")
        private @Nullable String person;

        @Option(names = "--nr", paramLabel = "NR", description = "The number of the act, where nobody knows the person any more.")
        private @Nullable Long nr;
    }

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; it is kept, so name nobody in it.")
    private String why = "";

    @Override
    protected void work(CommandContext command) throws Exception {
        ForgottenPersons forgotten = command.operations().erasure().forgotten();
        String reason = Reason.of(why);
        List<Long> acts = whose.nr != null ? List.of(whose.nr)
                : whose.person == null ? List.of() : forgotten.of(Person.named(whose.person));
        int ended = acts.stream().mapToInt(nr -> forgotten.end(nr, reason)).sum();
        if (ended == 0) {
            throw new IllegalArgumentException("no later events of that person or act are being left out");
        }
        ForgottenFile.write(command);
        out().printf(Locale.ROOT, "Events of %s are kept again from now on%n", CountText.of(ended, "identifier"));
    }
}
