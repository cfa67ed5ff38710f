package serai.cli.privacy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.cli.operate.CommandContext;
import serai.cli.terminal.CountText;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;
import serai.journal.operations.person.PersonSearch;
import serai.people.KnownPeople;
import serai.people.NamedPerson;
import serai.people.PeopleSettings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The accounts of a person, and how many of them were found by other means than the identifier in the journal's records.
 *
 * @param named     as the person was named
 * @param content   what the journal has
 * @param linked    how many accounts the links lead to
 * @param listed    how many more the directory of people leads to
 * @param directory whether the directory was asked
 */
record PersonAccounts(Person named, PersonContent content, int linked, int listed, boolean directory) {

    private static final Logger LOG = LoggerFactory.getLogger(PersonAccounts.class);

    /**
     * Finds the accounts. An identifier without a platform is looked up in the links, too. If a directory knows exactly one such
     * person, it finds more by that person's id, addresses and phone numbers, in records that it matches with the person.
     *
     * @throws IllegalArgumentException if the directory can't be read; or if several people may be meant
     */
    static PersonAccounts of(CommandContext command, Person named) {
        long damaged = command.operations().links().damaged();
        if (damaged > 0) {
            LOG.warn(
                    "{} damaged (wrong checksum) and passed over, so an account that only a link leads to may not be found: name "
                            + "the account, "
                            + "such as mct:13273, or restore a backup.",
                    damaged == 1 ? "A link of a person is" : damaged + " links of persons are");
        }
        PersonSearch search = command.operations().persons();
        Set<Person> linked = named.platform() == null ? search.linked(named.identifier()) : new LinkedHashSet<>();
        Set<Person> listed = new LinkedHashSet<>();
        OwnDirectory directory = new OwnDirectory(command);
        boolean asks = named.platform() == null && directory.isOn();
        if (asks) {
            NamedPerson whom = new NamedPerson(named.identifier(), PeopleSettings.of(command.settings()));
            KnownPeople people = directory.read(whom::look);
            String id = whom.id();
            if (id != null) {
                directory.each(whom::lookAgain);
                linked.addAll(search.linked(id));
                whom.identifiers().forEach(
                        one -> listed.addAll(search.accounts(one, record -> id.equals(people.person(record)))));
            }
        }
        listed.removeAll(linked);
        PersonContent content = search.find(named, linked, listed).requireOnePerson();
        return new PersonAccounts(named, content, linked.size(), listed.size(), asks);
    }

    /** How many accounts there are, and how many were found by what; for a receipt, since it names nobody. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("all", content.accounts().size());
        json.put("byLinks", linked);
        json.put("byDirectory", listed);
        json.put("directoryAsked", directory);
        return json;
    }

    /** The same in a line. */
    String told() {
        return "%s, %s of them by links, and %s by the directory of people%s".formatted(
                CountText.of(content.accounts().size(), "account"), linked, listed, directory ? "" : ", which was not asked");
    }
}
