package serai.cli.privacy;

import serai.cli.operate.CommandContext;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.people.KnownPeople;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import static serai.installation.Installation.SERAI;

/** Finds which person of the organisation somebody is, by links and, if there is one, by the directory. */
record OrganisationIds(CommandContext command) {

    /**
     * The person's id in the organisation; empty if neither links nor records lead to one.
     *
     * @throws IllegalArgumentException if there is a directory that can't be read, or if the links and the records of the accounts
     *                                  lead to several people, since only one of them can be meant
     */
    Set<String> of(PersonContent somebody) {
        Set<String> persons = new LinkedHashSet<>();
        PersonLinks links = command.operations().links();
        for (Person account : somebody.accounts()) {
            Platform platform = Objects.requireNonNull(account.platform(), "an account has a platform");
            links.of(platform, account.identifier()).forEach(link -> persons.add(link.person()));
        }
        OwnDirectory directory = new OwnDirectory(command);
        if (directory.isOn()) {
            KnownPeople people = directory.read(one -> {
            });
            for (LearningRecord record : command.operations().persons().learners(somebody)) {
                String person = people.person(record);
                if (person != null) {
                    persons.add(person);
                }
            }
        }
        if (persons.size() > 1) {
            throw new IllegalArgumentException(
                    ("the links and records of that person lead to several people of the organisation; link "
                            + "each account to the one who is meant (%s people link)").formatted(SERAI));
        }
        return persons;
    }
}
