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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code ./serai forget PERSON}. */
@Command(name = "forget", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Erases a person from the journal: records, dead letters, differing events and indexes; Serai may run meanwhile. "
                + "Destinations with a route in routes/forget, such as the warehouse, delete what they have; what all others "
                + "have got before stays there: the command counts it, and docs/privacy.md says how to delete it. "
                + "If it is interrupted, say it again. Exits with 1 if a destination could not delete everything.")
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
    private boolean failed;

    @Override
    public Integer call() throws Exception {
        int done = super.call();
        return failed ? 1 : done;
    }

    @Override
    protected void work(CommandContext command) throws Exception {
        Person named = Person.named(person);
        String reason = Reason.of(why);
        DestinationErasure destinations =
                new DestinationErasure(command, command.operations().persons().find(named).requireOnePerson());
        if (!dryRun) { // first of all, so that nothing comes between
            command.operations().erasure().forgotten().note(named, destinations.accounts(), reason, andLater);
        }
        // Before the journal, so that an interrupted command still finds whom it meant when it is said again.
        List<DestinationErasure.Result> elsewhere = dryRun ? List.of() : destinations.forget();
        if (isKept(elsewhere)) {
            return;
        }
        ErasureCounts erased = command.operations().erasure().forget(named, reason, !dryRun);
        out().printf(Locale.ROOT, "%s in the journal: %s, %s aside, %s, %s refused%n", dryRun ? "To erase" : "Erased",
                Counted.of(erased.records(), "record"), erased.aside(), Counted.of(erased.differing(), "differing event"),
                erased.refused());
        print(dryRun ? "Would not be delivered any more:" : "Not delivered any more, and counted as dropped:", erased.dropped());
        Map<String, Long> byHand = new TreeMap<>(erased.delivered());
        if (dryRun) {
            byHand.keySet().removeAll(destinations.destinations());
            destinations.destinations().forEach(name -> out().printf(Locale.ROOT, "%s would delete what it has.%n", name));
        } else {
            // And after it, for what was delivered meanwhile.
            tell(command, elsewhere, destinations.forget(erased.dropped()::containsKey), reason)
                    .forEach((name, rows) -> byHand.computeIfPresent(name, (unused, records) -> rows < records ? records : null));
        }
        print("Delivered before; delete there what they have of that person (docs/privacy.md):", byHand);
        if (!dryRun) {
            boolean empty = command.operations().emptyLog();
            out().println(empty ? "The journal's log is empty. Backups still have what was erased."
                    : "The journal's log, or its database's, may have it a while longer, and so have backups (docs/privacy.md).");
        }
    }

    /** Whether the journal has to be kept as it is, since a destination that has failed has to be asked by what stands there. */
    private boolean isKept(List<DestinationErasure.Result> results) {
        results.stream().filter(DestinationErasure.Result::needsTheJournal).forEach(result -> {
            out().printf(Locale.ROOT, "%s has not deleted everything: %s. Mend that, and say the command again; nothing was erased in "
                    + "the journal, since by its records %1$s is told what to delete.%n", result.destination(), result.failure());
            failed = true;
        });
        return failed;
    }

    /** @return how many rows each has deleted; one with fewer than it was given records may know the person otherwise */
    private Map<String, Long> tell(CommandContext command, List<DestinationErasure.Result> first,
            List<DestinationErasure.Result> second,
            String reason) {
        Map<String, Long> before = first.stream()
                .collect(Collectors.toMap(DestinationErasure.Result::destination, DestinationErasure.Result::rows));
        Map<String, Long> deleted = new TreeMap<>();
        for (DestinationErasure.Result result : second) {
            long rows = result.rows() + before.getOrDefault(result.destination(), 0L);
            command.operations().erasure().noteDeleted(result.destination(), rows, reason);
            if (rows > 0 || result.failure() == null) {
                out().printf(Locale.ROOT, "Deleted at %s: %s%n", result.destination(), Counted.of(rows, "row"));
            }
            if (result.failure() != null) {
                out().printf(Locale.ROOT, "%s has not deleted everything: %s. Mend that, and %s%n", result.destination(),
                        result.failure(), !result.left().isEmpty() ? "void or delete there by hand, as the journal does not know them "
                                + "any more: " + result.left().stream().map(UUID::toString).collect(Collectors.joining(" "))
                                : "say the command again with the platform and its id, such as mct:13273: the journal does not know "
                                        + "the person any more.");
                failed = true;
            }
            deleted.put(result.destination(), rows);
        }
        return deleted;
    }

    private void print(String heading, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            out().println(heading);
            counts.forEach((name, count) -> out().printf(Locale.ROOT, "  %s: %s%n", name, Counted.of(count, "record")));
        }
    }
}
