package serai.people.scim;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.PeopleSettings;
import serai.people.source.KnownPerson;
import serai.settings.Settings;
import serai.testkit.Logged;
import serai.testkit.SettableClock;
import serai.testkit.http.ScimStandIn;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What SCIM servers get wrong: cursors, for how long they want to be left alone, and what they refuse for a moment. */
class ScimServerFaultsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final SettableClock clock = new SettableClock(BEGIN);
    private final Properties set = new Properties();
    private ScimStandIn server;

    @BeforeEach
    void start() {
        server = new ScimStandIn();
        set.setProperty("serai.people.scim.url", server.url());
        set.setProperty("serai.people.scim.token", ScimStandIn.TOKEN);
        set.setProperty("serai.people.scim.page.size", "10");
        set.setProperty("serai.people.max", "1000");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Settings settings() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(set);
        return Settings.of(context);
    }

    private ScimPeople source() {
        return new ScimPeople(settings(), clock);
    }

    private KnownPeople people() {
        KnownPeople people = new KnownPeople(PeopleSettings.source(settings(), clock), LinkSource.EMPTY,
                PeopleSettings.of(settings()), clock);
        people.refresh();
        return people;
    }

    private static List<KnownPerson> read(ScimPeople source) throws IOException {
        List<KnownPerson> all = new ArrayList<>();
        source.read(all::add);
        return all;
    }

    private void passes(Duration time) {
        clock.turn(time);
        server.turnTo(clock.instant());
    }

    @Test
    void givesUpAServerThatTellsACursorAndDoesNotHeedIt() {
        server.users(25).hasCursors().passesOverStartIndex();

        assertThat(people().trouble()).contains("gives the same users again and again (after 10); it does not heed cursor");
        assertThat(server.taken()).isEqualTo(2);
    }

    private void answersNextWithNobodyAndTheCursor(String cursor) {
        server.answersNext(200, Map.of(), "{\"Resources\": [], \"nextCursor\": \"%s\"}".formatted(cursor));
    }

    @Test
    void readsOnBehindAnEmptyPageThatNamesTheNext() throws IOException {
        server.turnTo(BEGIN.minus(Duration.ofHours(1)));
        server.users(25).hasCursors();
        answersNextWithNobodyAndTheCursor("0");
        ScimPeople source = source();
        assertThat(read(source)).hasSize(25);

        server.turnTo(BEGIN);
        server.user("u-25", "E-25", "p25@example.org");
        passes(Duration.ofMinutes(1));
        answersNextWithNobodyAndTheCursor("0"); // who has changed stands behind it
        source.version();
        assertThat(read(source)).hasSize(26);
    }

    @Test
    void givesUpEmptyPagesThatLeadToThemselves() {
        server.users(25).hasCursors();
        for (String cursor : List.of("a", "b", "a", "b", "a", "b")) {
            answersNextWithNobodyAndTheCursor(cursor);
        }

        assertThat(people().trouble()).contains("again and again (after 0); it does not heed cursor");
        assertThat(server.taken()).isEqualTo(3);
    }

    @Test
    void givesUpEmptyPagesAfterAnHourAndAfterAsManyAsThereMayBeUsers() {
        server.users(25).hasCursors();
        for (int i = 0; i < 100; i++) {
            answersNextWithNobodyAndTheCursor("c-" + i);
        }
        set.setProperty("serai.people.max", "20");
        assertThat(people().trouble()).contains("gives more than 20 pages; raise serai.people.max");
        assertThat(server.taken()).isEqualTo(21);

        set.setProperty("serai.people.max", "1000");
        Clock hurrying = new Clock() {
            @Override
            public Instant instant() {
                clock.turn(Duration.ofMinutes(1)); // with each look
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        assertThatThrownBy(() -> new ScimPeople(settings(), hurrying).version()).isInstanceOf(IOException.class)
                .hasMessageContaining("has taken longer than 60 minutes");
    }

    @Test
    void heedsNoWishToBeLeftAloneForMoreThanAnHour() {
        server.users(5);
        KnownPeople people = people();
        for (String wish : List.of("999999999", "99999999999999999999", "Fri, 31 Dec 2049 23:59:59 GMT")) {
            server.answersNext(503, Map.of("Retry-After", wish), "");
            Instant now = clock.instant();
            people.refresh();
            assertThat(people.trouble()).as(wish).contains("asks for no requests until " + now.plus(Duration.ofHours(1)));
            passes(Duration.ofMinutes(61));
            people.refresh();
            assertThat(people.trouble()).as(wish).isNull();
        }
    }

    @Test
    void heedsAWishToBeLeftAloneOnlyWhereThereIsTooMuchToDo() {
        server.users(5);
        KnownPeople people = people();
        for (int status : List.of(401, 500)) {
            server.answersNext(status, Map.of("Retry-After", "3000"), "");
            people.refresh();
            assertThat(people.trouble()).contains("answers " + status).doesNotContain("left alone");
            people.refresh();
            assertThat(people.trouble()).isNull();
        }
    }

    @Test
    void filtersOnWhereTheServerRefusesEverythingForAWhile() {
        server.users(5);
        KnownPeople people = people();
        try (Logged log = new Logged()) {
            server.answersNext(403, Map.of(), "");
            server.answersNext(403, Map.of(), "");
            passes(Duration.ofMinutes(1));
            people.refresh();
            assertThat(people.trouble()).contains("answers 403");
            assertThat(log.lines()).noneMatch(line -> line.contains("can't filter"));
        }
        server.taken();
        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(people.trouble()).isNull();
        assertThat(server.requests()).first().satisfies(asked -> assertThat(asked).containsKey("filter"));
    }

    @Test
    void triesTheFilterAgainWhereTheServerHasRefusedItOnce() {
        server.users(5);
        KnownPeople people = people();
        server.answersNext(404, Map.of(), "");
        passes(Duration.ofMinutes(1));
        people.refresh();
        server.taken();
        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(server.requests()).noneMatch(asked -> asked.containsKey("filter"));
        server.taken();

        passes(Duration.ofHours(24));
        people.refresh(); // all are due; the look after that filters
        server.taken();
        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(server.requests()).isNotEmpty().allSatisfy(asked -> assertThat(asked).containsKey("filter"));
        assertThat(people.trouble()).isNull();
    }
}
