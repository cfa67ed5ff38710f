package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Counted;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.Person;

import java.util.Locale;
import java.util.Map;

/** {@code ./serai forget PERSON}. */
@Command(name = "forget", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Erases a person from the journal: records, dead letters, differing events and indexes; Serai may run meanwhile. "
                + "What destinations have got before stays there: the command counts it, and docs/privacy.md says how to delete it. "
                + "If it is interrupted, say it again.")
public final class ForgetCommand extends OperatorCommand {

    @Parameters(paramLabel = "PERSON",
            description = "The platform's id of the learner, your own, or the address, in full; or a platform and its id: mct:13273.")
    private String person = "";

    @Option(names = "--why", required = true, paramLabel = "TEXT",
            description = "Your reason, such as the number of the request; it is kept, so name nobody in it.")
    private String why = "";

    @Option(names = "--dry-run", description = "Only count what would be erased.")
    private boolean dryRun;

    @Override
    protected void work(CommandContext command) {
        ErasureCounts erased = command.operations().erasure().forget(Person.named(person), Reason.of(why), !dryRun);
        out().printf(Locale.ROOT, "%s in the journal: %s, %s aside, %s%n", dryRun ? "To erase" : "Erased",
                Counted.of(erased.records(), "record"), erased.aside(), Counted.of(erased.differing(), "differing event"));
        print(dryRun ? "Would not be delivered any more:" : "Not delivered any more, and counted as dropped:", erased.dropped());
        print("Delivered before; delete there what they have of that person (docs/privacy.md):", erased.delivered());
        if (!dryRun) {
            boolean empty = command.operations().emptyLog();
            out().println(empty ? "The journal's log is empty. Backups still have what was erased."
                    : "The journal's log, or its database's, may have it a while longer, and so have backups (docs/privacy.md).");
        }
    }

    private void print(String heading, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            out().println(heading);
            counts.forEach((name, count) -> out().printf(Locale.ROOT, "  %s: %s%n", name, Counted.of(count, "record")));
        }
    }
}
