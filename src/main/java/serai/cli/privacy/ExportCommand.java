package serai.cli.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import serai.cli.deadletters.DeadLetterJson;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.CountText;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.Version;
import serai.files.OwnersFile;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.JournalWriter;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.StoredRecord;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code ./serai export PERSON FILE}. */
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes all that the journal has about one person to a new file that only its owner can read, as JSON. The "
                + "file does not contain what destinations store; it says which records each of them got.")
public final class ExportCommand extends OperatorCommand {

    @Parameters(paramLabel = "PERSON",
            description = "The platform's id of the learner, your own, or the address, in full; or a platform and its id: mct:13273.")
    private String person = "";

    @Parameters(paramLabel = "FILE", description = "The file; it must not exist yet.")
    private Path file;

    @Override
    protected void work(CommandContext command) throws Exception {
        JournalOperations operations = command.operations();
        PersonAccounts accounts = PersonAccounts.of(command, Person.named(person));
        PersonContent found = accounts.content();
        List<Map<String, Object>> records = records(operations, found);
        List<ObjectNode> letters = letters(operations, found);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", command.clock().instant().toString());
        all.put("accounts", found.accounts().stream().map(ExportCommand::account).toList());
        all.put("accountsFound", accounts.json());
        all.put("links", ExportedAccountData.links(operations, found));
        all.put("audit", ExportedAccountData.acts(operations, found));
        all.put("records", records);
        all.put("aside", letters);
        try (BufferedWriter writer =
                new BufferedWriter(new OutputStreamWriter(OwnersFile.writeTo(OwnersFile.make(file)), StandardCharsets.UTF_8))) {
            writer.write(JsonText.indented(all));
            writer.write('\n');
        }
        out().printf(Locale.ROOT, "%s and %s aside in %s%n", CountText.of(records.size(), "record"), letters.size(), file);
    }

    private static Map<String, Object> account(Person one) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("platform", String.valueOf(one.platform()));
        account.put("id", one.identifier());
        return account;
    }

    private static List<Map<String, Object>> records(JournalOperations operations, PersonContent found) throws Exception {
        List<Map<String, Object>> records = new ArrayList<>();
        for (long seq : found.seqs()) {
            Optional<StoredRecord> stored = operations.records().find(seq);
            if (stored.isPresent()) { // else what is left of it stands aside
                records.add(record(stored.get()));
            }
        }
        return records;
    }

    private static Map<String, Object> record(StoredRecord stored) throws Exception {
        Map<String, Object> record = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        stored.destinations().forEach((name, state) -> states.put(name, state.word()));
        record.put("seq", stored.seq());
        record.put("destinations", states);
        record.put("record", JsonText.tree(stored.json()));
        record.put("received", new String(stored.raw().bytes(), StandardCharsets.UTF_8));
        return record;
    }

    private static List<ObjectNode> letters(JournalOperations operations, PersonContent found) throws Exception {
        List<String> names = new ArrayList<>(operations.destinations().names());
        if (!names.contains(JournalWriter.UNROUTED)) {
            names.add(JournalWriter.UNROUTED);
        }
        List<DeadLetterId> ids = new ArrayList<>(found.differing());
        ids.addAll(found.refused());
        found.seqs().forEach(seq -> names.forEach(name -> ids.add(new DeadLetterId(Content.RECORD, name, seq))));
        List<ObjectNode> letters = new ArrayList<>();
        for (DeadLetterId id : ids) {
            Optional<DeadLetterDetails> details = operations.deadLetters().find(id).filter(ExportCommand::hasContent);
            if (details.isPresent()) {
                letters.add(DeadLetterJson.all(details.get()));
            }
        }
        return letters;
    }

    private static boolean hasContent(DeadLetterDetails details) {
        return details.record() != null || details.raw() != null;
    }
}
