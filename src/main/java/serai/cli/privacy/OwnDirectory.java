package serai.cli.privacy;

import serai.cli.operate.CommandContext;
import serai.journal.operations.people.PersonLinks;
import serai.model.FailureText;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.LinkedPeople;
import serai.people.PeopleSettings;
import serai.people.source.KnownPerson;
import serai.people.source.PeopleSource;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The directory of the organisation's people (serai.people), and the links of the journal, as a command reads them. */
record OwnDirectory(CommandContext command) {

    /** The links that the journal has, damaged ones too: without them an account could be taken for somebody else's. */
    private record Links(PersonLinks links) implements LinkSource {

        @Override
        public Object version() {
            return links.version();
        }

        @Override
        public LinkedPeople read() {
            return new LinkedPeople(version(), links.unchecked().stream().collect(
                    Collectors.toMap(link -> LinkedPeople.key(link.platform(), link.learner()), link -> link.person())));
        }
    }

    /** A source of people that also gives each person to another consumer. */
    private record Shown(PeopleSource source, Consumer<KnownPerson> also) implements PeopleSource {

        @Override
        public void read(Consumer<KnownPerson> to) throws IOException {
            source.read(also.andThen(to));
        }

        @Override
        public Object version() throws IOException {
            return source.version();
        }
    }

    /**
     * Gives all people to the consumer, and keeps none of them. The caller has made sure that there is a directory.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    void each(Consumer<KnownPerson> to) {
        try {
            PeopleSettings.source(command.settings(), command.clock()).read(to);
        } catch (IOException e) {
            throw new IllegalArgumentException("the directory of people (serai.people) can't be read: "
                    + FailureText.firstLine(e) + "; correct it, or name the account", e);
        }
    }

    boolean isOn() {
        return PeopleSettings.isOn(command.settings());
    }

    /**
     * Reads all people. The caller has made sure that there is a directory.
     *
     * @param also gets each person, too
     * @throws IllegalArgumentException if it can't be read
     */
    KnownPeople read(Consumer<KnownPerson> also) {
        KnownPeople people = new KnownPeople(new Shown(PeopleSettings.source(command.settings(), command.clock()), also),
                new Links(command.operations().links()), PeopleSettings.of(command.settings()), command.clock());
        people.refresh();
        if (!people.isRead()) {
            throw new IllegalArgumentException(Objects.toString(people.trouble()));
        }
        return people;
    }
}
