package serai.people.scim;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.PeopleSettings;
import serai.people.source.KnownPerson;
import serai.settings.Settings;
import serai.testkit.SettableClock;
import serai.testkit.http.ScimStandIn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A stand-in for a SCIM server, and people who are read from it. */
abstract class PeopleOfScimServer {

    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(BEGIN);
    final Properties set = new Properties();
    ScimStandIn server;

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

    Settings settings() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(set);
        return Settings.of(context);
    }

    ScimPeople source() {
        return new ScimPeople(settings(), clock);
    }

    KnownPeople people() {
        KnownPeople people = new KnownPeople(PeopleSettings.source(settings(), clock), LinkSource.EMPTY,
                PeopleSettings.of(settings()), clock);
        people.refresh();
        return people;
    }

    static List<KnownPerson> read(ScimPeople source) throws IOException {
        List<KnownPerson> all = new ArrayList<>();
        source.read(all::add);
        return all;
    }

    void passes(Duration time) {
        clock.turn(time);
        server.turnTo(clock.instant());
    }
}
