package serai.cli.privacy;

import serai.journal.operations.JournalOperations;
import serai.journal.operations.audit.AuditLogEntry;
import serai.journal.operations.people.LearnerName;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the journal has of a person beside records, for {@code ./serai export}. */
final class ExportedAccountData {

    private ExportedAccountData() {
    }

    /** The links of the person's accounts, without damaged ones. */
    static List<Map<String, Object>> links(JournalOperations operations, PersonContent person) {
        List<PersonLink> whole = operations.links().whole();
        List<Map<String, Object>> links = new ArrayList<>();
        for (Person account : person.accounts()) {
            for (PersonLink link : whole.stream().filter(one -> one.platform() == account.platform()
                    && one.learner().equalsIgnoreCase(account.identifier())).toList()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("learner", new LearnerName(link.platform(), link.learner()).toString());
                line.put("person", link.person());
                line.put("at", link.at().toString());
                links.add(line);
            }
        }
        return links;
    }

    /** The audited acts on one of the person's accounts: those whose subject is the account's name, or ends with it. */
    static List<Map<String, Object>> acts(JournalOperations operations, PersonContent person) {
        List<String> names = person.accounts().stream().map(ExportedAccountData::name).toList();
        List<Map<String, Object>> acts = new ArrayList<>();
        operations.audit().each(act -> {
            String subject = act.subject().toLowerCase(Locale.ROOT);
            if (names.stream().anyMatch(name -> subject.equals(name) || subject.endsWith(" of " + name))) {
                acts.add(line(act));
            }
        });
        return acts;
    }

    private static String name(Person account) {
        return new LearnerName(Objects.requireNonNull(account.platform(), "an account has a platform"), account.identifier())
                .toString().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> line(AuditLogEntry act) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", act.at().toString());
        line.put("actor", act.actor());
        line.put("act", act.act());
        line.put("subject", act.subject());
        line.put("count", act.count());
        line.put("why", act.why());
        return line;
    }
}
