package serai.cli.privacy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.ForgottenFile;
import serai.cli.operate.OperatorCommand;
import serai.cli.privacy.DestinationErasure.Result;
import serai.cli.terminal.CountText;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.ErasureRecords;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonErasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code ./serai forget PERSON}. */
@Command(name = "forget", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Erases a person from the journal: records, dead letters, differing events, refused bodies and indexes; Serai may run "
                + "meanwhile. Destinations with routes in routes/forget, such as the warehouse, delete what they have; what other "
                + "destinations have stays there: the command counts it, and docs/privacy.md says how to delete it. "
                + "If it is interrupted, run it again. Exits with 1 if a destination could not delete everything, or could not be asked.")
public final class ForgetCommand extends OperatorCommand {

    @Parameters(paramLabel = "PERSON",
            description = "The platform's id of the learner, your own, or the address, in full; or a platform and its id: mct:13273.")
    private String person = "";

    @Option(names = "--why", required = true, paramLabel = "TEXT",
            description = "Your reason, such as the number of the request; it is kept, so name nobody in it.")
    private String why = "";

    @Option(names = "--and-later", description = "Count events of that person that come later, and do not keep them, until "
            + "${sys:command.of.serai:-./serai} forgotten end.")
    private boolean andLater;

    @Option(names = "--dry-run", description = "Only count what would be erased.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the receipt as JSON; it names nobody.")
    private boolean json;
    private boolean failed;

    @Override
    public Integer call() throws Exception {
        int done = super.call();
        return failed ? 1 : done;
    }

    @Override
    protected void work(CommandContext command) throws Exception {
        if (json && dryRun) {
            throw new IllegalArgumentException("a dry run has no receipt; leave out --json, or --dry-run");
        }
        Person named = Person.named(person);
        String reason = Reason.of(why);
        PersonAccounts accounts = PersonAccounts.of(command, named);
        DestinationErasure destinations = new DestinationErasure(command, accounts.content(), reason);
        UnaskedDestinations unasked = UnaskedDestinations.of(accounts, destinations); // first of all: the act itself makes the person known
        if (dryRun) {
            rehearse(command, accounts, reason, destinations, unasked);
            unasked.print(out());
            return;
        }
        ErasureReceipt receipt = forget(command, accounts, reason, destinations);
        PersonErasure erasure = command.operations().erasure();
        erasure.noteReceipt(receipt.subject() + unasked.noted(), receipt.count(), reason);
        failed = !receipt.failed().isEmpty() || !unasked.isEmpty();
        if (json) {
            Map<String, Object> all = receipt.json();
            all.put("accounts", accounts.json());
            all.put("notAsked", unasked.destinations());
            out().println(JsonText.indented(all));
        } else {
            receipt.print(out());
            out().printf(Locale.ROOT, "Found: %s.%n", accounts.told());
            unasked.print(out());
        }
    }

    private ErasureReceipt forget(CommandContext command, PersonAccounts accounts, String reason, DestinationErasure destinations)
            throws Exception {
        Person named = accounts.named();
        PersonErasure erasure = command.operations().erasure();
        // First of all, so that no event comes between, and a backup that is restored forgets again.
        long act = erasure.forgotten().note(named, destinations.accounts(), reason, andLater);
        ForgottenFile.write(command);
        // The destinations before the journal, so that an interrupted command still finds the person when it is run again.
        List<Result> first = destinations.forget();
        if (first.stream().anyMatch(Result::needsTheJournal)) {
            return ErasureReceipt.of(act, command.clock().instant(), reason, andLater, null, first, List.of(), false);
        }
        ErasureCounts erased = erasure.forget(named, accounts.content(), reason, true, destinations::erased);
        // And the destinations after the journal, for what was delivered meanwhile.
        List<Result> second = destinations.forget(erased.dropped()::containsKey);
        return ErasureReceipt.of(act, command.clock().instant(), reason, andLater, erased, first, second,
                command.operations().emptyLog());
    }

    private void rehearse(CommandContext command, PersonAccounts accounts, String reason, DestinationErasure destinations,
            UnaskedDestinations unasked) throws Exception {
        ErasureCounts erased = command.operations().erasure().forget(accounts.named(), accounts.content(), reason, false,
                ErasureRecords.UNHEARD);
        ErasureReceipt.print(out(), "To erase", erased);
        out().printf(Locale.ROOT, "Found: %s.%n", accounts.told());
        ErasureReceipt.print(out(), "Would not be delivered any more:", erased.dropped());
        Map<String, Long> byHand = new TreeMap<>(erased.delivered());
        byHand.keySet().removeAll(destinations.destinations());
        Map<String, Result> counted =
                destinations.count().stream().collect(Collectors.toMap(Result::destination, Function.identity()));
        List<String> asked = new ArrayList<>(destinations.destinations());
        asked.removeAll(unasked.destinations());
        for (String name : asked) {
            Result one = counted.get(name);
            if (one == null || one.failure() != null) {
                out().printf(Locale.ROOT, "%s would delete what it has%s.%n", name,
                        one == null ? "" : "; it could not be counted: " + one.failure());
            } else {
                out().printf(Locale.ROOT, "%s would delete %s.%n", name, CountText.of(one.rows(), "row"));
            }
        }
        ErasureReceipt.print(out(), "Delivered before; delete there what they have of that person (docs/privacy.md):", byHand);
    }
}
