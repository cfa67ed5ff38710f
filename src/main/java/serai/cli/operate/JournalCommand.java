package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.CountText;
import serai.cli.terminal.PointInTime;
import serai.cli.terminal.Version;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.StoredRecord;
import serai.journal.operations.verify.VerifiedJournal;
import serai.model.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

import static serai.installation.Installation.SERAI;

/** {@code ./serai journal}. */
@Command(name = "journal", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Looks into the journal: whether it is whole, one record, or the records of a time; Serai may run meanwhile. "
                + "Moves it to another database.",
        subcommands = {JournalCommand.Verify.class, JournalCommand.Show.class, JournalCommand.Export.class,
                JournalMoveCommand.class})
public final class JournalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand, such as " + SERAI + " journal verify");
    }

    /** {@code ./serai journal verify}. */
    @Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Reads everything in the journal and compares it with its checksums. Exit code 1 if anything is damaged.")
    static final class Verify extends OperatorCommand {
        @Override
        protected void work(CommandContext command) {
            VerifiedJournal found = command.operations().records().verify(out()::println);
            out().printf(Locale.ROOT, "%s in %s record batches, %s aside%n", CountText.of(found.records(), "record"),
                    found.batches(),
                    found.aside());
            out().flush();
            if (found.damaged() > 0) {
                throw new JournalUnavailableException(
                        ("the journal is damaged in %s, listed above: restore a backup (" + SERAI + " restore "
                                + "FILE --replace), or drop what they hold (" + SERAI + " dead-letters drop)")
                                .formatted(CountText.of(found.damaged(), "place")),
                        null);
            }
            out().println("everything is whole");
        }
    }

    /** {@code ./serai journal show SEQ}. */
    @Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Shows one record: where it is, as a record, and as received. It prints personal data.")
    static final class Show extends OperatorCommand {

        @Parameters(paramLabel = "SEQ", description = "The record's sequence number, such as 1042.")
        private long seq;

        @Override
        protected void work(CommandContext command) {
            StoredRecord record = command.operations().records().find(seq).orElseThrow(() -> new IllegalArgumentException(
                    ("the journal has no record %s: it was purged, or the number was not given yet; " + SERAI
                            + " dead-letters show prints what is still aside").formatted(seq)));
            out().printf(Locale.ROOT, "%s  %s of %s, received %s%n", record.seq(), record.type(), record.source(),
                    record.receivedAt());
            out().println(record.destinations().entrySet().stream()
                    .map(one -> one.getKey() + ": " + one.getValue().word()).collect(Collectors.joining(", ")));
            out().printf(Locale.ROOT, "%nAs a record%n%s%n", CanonicalJson.indented(record.json()));
            out().printf(Locale.ROOT, "%nAs received%n%s%n", new String(record.raw().bytes(), StandardCharsets.UTF_8));
        }
    }

    /** {@code ./serai journal export}. */
    @Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Prints the records of a time, one line of JSON for each, as in the archive. It prints personal data.")
    static final class Export extends OperatorCommand {

        @Option(names = "--from", paramLabel = "TIME", converter = PointInTime.class,
                description = "Only records received since then: 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "TIME", converter = PointInTime.class,
                description = "Only records received before then.")
        private @Nullable Instant to;

        @Override
        protected void work(CommandContext command) {
            command.operations().records().export(from, to, line -> out().print(line + "\n"));
        }
    }
}
