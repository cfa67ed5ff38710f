package serai.people;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.people.source.CsvPeople;
import serai.people.source.KnownPerson;
import serai.people.source.PeopleSource;
import serai.settings.Settings;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of the directory when its file changes, shrinks, or can't be read. */
class KnownPeopleTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("people.csv");
    }

    private static String[] people(int count) {
        return Stream.concat(Stream.of("id;email"), IntStream.range(0, count).mapToObj(i -> "E-%s;p%s@example.org".formatted(i, i)))
                .toArray(String[]::new);
    }

    private KnownPeople of(int count) throws IOException {
        return Directories.of(file(), LinkSource.EMPTY, people(count));
    }

    @Test
    void takesAChangedFile() throws IOException {
        KnownPeople people = of(10);
        long changes = people.changes();

        Files.write(file(), List.of(people(12)));
        people.refresh();

        assertThat(people.size()).isEqualTo(12);
        assertThat(people.changes()).isGreaterThan(changes);
        assertThat(people.trouble()).isNull();
    }

    @Test
    void doesNotReadWhatHasNotChanged() throws IOException {
        KnownPeople people = of(10);
        long changes = people.changes();

        people.refresh();

        assertThat(people.changes()).isEqualTo(changes);
    }

    @Test
    void keepsTheLastWhereTheFileHasLostTooMany() throws IOException {
        KnownPeople people = of(10);

        Files.write(file(), List.of(people(7)));
        people.refresh();
        assertThat(people.size()).isEqualTo(10);
        assertThat(people.trouble()).contains("has 7 people instead of 10", "serai.people.shrink.max.percent").doesNotContain("E-",
                "@");
        people.refresh();
        assertThat(people.trouble()).as("it is told for as long as it is so").isNotNull();

        Files.write(file(), List.of(people(8)));
        people.refresh();
        assertThat(people.size()).isEqualTo(8);
        assertThat(people.trouble()).isNull();
    }

    @Test
    void keepsTheLastWhereTheFileIsGoneAndIsWellWhenItIsThereAgain() throws IOException {
        KnownPeople people = of(10);
        byte[] was = Files.readAllBytes(file());

        Files.delete(file());
        people.refresh();
        assertThat(people.size()).isEqualTo(10);
        assertThat(people.trouble()).contains("is not there", "the 10 people read at").doesNotContain("E-", "@");

        Files.write(file(), was);
        people.refresh();
        assertThat(people.trouble()).isNull();
    }

    @Test
    void isNotReadUntilItWasOnce() throws IOException {
        KnownPeople people = new KnownPeople(new CsvPeople(file()), LinkSource.EMPTY, Directories.settings(),
                new SettableClock(Records.RECEIVED));
        people.refresh();

        assertThat(people.isRead()).isFalse();
        assertThat(people.trouble()).contains("nothing is delivered that needs it");
    }

    /** A first reading of a SCIM server may take an hour, and who asks for candidates would wait for it. */
    @Test
    void asksNobodyForCandidatesBeforeTheFirstReading() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        PeopleSource source = new PeopleSource() {
            @Override
            public Object version() throws IOException {
                throw new IOException("the server is down");
            }

            @Override
            public void read(Consumer<KnownPerson> to) {
                asked.incrementAndGet();
            }
        };
        KnownPeople people = new KnownPeople(source, LinkSource.EMPTY, Directories.settings(), new SettableClock(Records.RECEIVED));

        assertThatThrownBy(() -> people.candidates(List.of())).isInstanceOf(IOException.class)
                .hasMessage("the directory of people (serai.people) is not read yet; ask again when it is");
        people.refresh();
        assertThatThrownBy(() -> people.candidates(List.of())).isInstanceOf(IOException.class)
                .hasMessageContaining("can't be read: the server is down");
        assertThat(asked).hasValue(0);
        assertThat(of(2).candidates(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "name,email\\nAnna,a@example.org | :1: the heading has no column id",
            "'' | is empty",
            "id,email\\n | can't be read: it has no people",
            "id,email\\nE-1 | people.csv:2: has 1 values, but the heading has 2 columns",
            "id,email\\n,secret@example.org | people.csv:2: has no id",
            "id,email\\nE-1,\"a\\nsecret\"\\n\\n,secret | people.csv:5: has no id",
            "id,email\\nE-1,\"secret@example.org | people.csv:1: the text after this row is not CSV"})
    void saysWhatIsWrongWithAFileAndQuotesNothingOfIt(String text, String told) throws IOException {
        Files.writeString(file(), text.replace("\\n", "\n"));
        KnownPeople people = new KnownPeople(new CsvPeople(file()), LinkSource.EMPTY, Directories.settings(),
                new SettableClock(Records.RECEIVED));
        people.refresh();

        assertThat(people.trouble()).contains(told).doesNotContain("secret");
    }

    @Test
    void refusesAFileThatIsNotInUtf8() throws IOException {
        Files.write(file(), "id,last_name\nE-1,Ångström\n".getBytes(StandardCharsets.ISO_8859_1));
        KnownPeople people = new KnownPeople(new CsvPeople(file()), LinkSource.EMPTY, Directories.settings(),
                new SettableClock(Records.RECEIVED));
        people.refresh();

        assertThat(people.trouble()).contains("is not in UTF-8");
    }

    @Test
    void refusesMoreThanTheBound() throws IOException {
        assertThat(of(1_001).trouble()).contains("has more than 1000 people", "serai.people.max");
    }

    @Test
    void metricsTellHowManyHowOldAndForHowLongTheyAreNotThoseOfTheFile() throws IOException {
        SettableClock clock = new SettableClock(Records.RECEIVED);
        Files.write(file(), List.of(people(10)));
        KnownPeople people = new KnownPeople(new CsvPeople(file()), LinkSource.EMPTY, Directories.settings(), clock);
        people.refresh();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("meters", registry);
        new PeopleMetrics(people).onCamelContextStarted(context, false);

        clock.turn(Duration.ofSeconds(40));
        people.refresh();
        assertThat(registry.get("serai.people").gauge().value()).isEqualTo(10);
        assertThat(registry.get("serai.people.age").timeGauge().value(SECONDS)).isEqualTo(40);
        assertThat(registry.get("serai.people.stale").timeGauge().value(SECONDS)).isZero();

        Files.delete(file());
        clock.turn(Duration.ofSeconds(20));
        people.refresh();
        assertThat(registry.get("serai.people.stale").timeGauge().value(SECONDS)).isEqualTo(20);
        assertThat(people.told()).containsEntry("people", "10").containsEntry("readAt", Records.RECEIVED.toString())
                .containsKey("trouble");
    }

    @Test
    void asksADatabaseAndTellsNothingOfItsRows() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("hr.db");
        try (Connection hr = DriverManager.getConnection(url); Statement statement = hr.createStatement()) {
            statement.executeUpdate("CREATE TABLE staff (nr TEXT, mail TEXT, tel TEXT, given TEXT)");
            statement.executeUpdate("INSERT INTO staff VALUES ('E-1', 'anna@example.org ANNA@old.example', '030 123456', 'Anna')");
            DefaultCamelContext context = new DefaultCamelContext();
            context.getPropertiesComponent().addInitialProperty("serai.people.url", url);
            context.getPropertiesComponent().addInitialProperty("serai.people.query",
                    "SELECT nr AS ID, mail AS email, tel AS phone, given AS first_name FROM staff");
            context.getPropertiesComponent().addInitialProperty("serai.people.query.version", "SELECT count(*) FROM staff");
            KnownPeople people = new KnownPeople(PeopleSettings.source(Settings.of(context), new SettableClock(Records.RECEIVED)),
                    LinkSource.EMPTY,
                    Directories.settings(), new SettableClock(Records.RECEIVED));
            people.refresh();
            assertThat(people.trouble()).isNull();
            PeopleDirectory directory = people.matching().directory();
            assertThat(directory.person(directory.number(KeyForm.email("anna@old.example")))).isEqualTo("E-1");
            assertThat(directory.person(directory.number(KeyForm.phone("+4930123456")))).isEqualTo("E-1");
            long changes = people.changes();
            people.refresh();
            assertThat(people.changes()).as("the version is the same").isEqualTo(changes);
            statement.executeUpdate("INSERT INTO staff VALUES ('E-2', 'ben@example.org', NULL, NULL)");
            people.refresh();
            assertThat(people.size()).isEqualTo(2);

            statement.executeUpdate("INSERT INTO staff VALUES (' ', 'cleo@example.org', NULL, NULL)");
            people.refresh();
            assertThat(people.trouble()).contains("row 3 of the query (serai.people.query) has no id").doesNotContain("cleo", "@");
            statement.executeUpdate("DROP TABLE staff");
            people.refresh();
            assertThat(people.trouble()).contains("does not answer the query (serai.people.query.version)", "the 2 people read at")
                    .doesNotContain("@");
        }
    }
}
