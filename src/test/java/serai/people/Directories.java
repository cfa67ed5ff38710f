package serai.people;

import serai.people.source.CsvPeople;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Directories for tests. */
final class Directories {

    static final List<String> ORDER = List.of("externalId", "link", "email", "phone", "ref3");

    private Directories() {
    }

    static PeopleSettings settings() {
        return new PeopleSettings(ORDER, "DE", 1_000, 20, Duration.ofSeconds(60));
    }

    /** People of a file with these lines. */
    static KnownPeople of(Path file, LinkSource links, String... lines) throws IOException {
        Files.write(file, List.of(lines));
        KnownPeople people = new KnownPeople(new CsvPeople(file), links, settings(), new SettableClock(Records.RECEIVED));
        people.refresh();
        return people;
    }
}
