package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.PeopleSettings;
import serai.people.source.KnownPerson;
import serai.settings.Settings;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.http.HangingEndpoint;
import serai.testkit.http.ScimStandIn;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.TokenEndpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People of a SCIM server, tried against a stand-in that does by turns what the standard says and what real servers do. */
class ScimPeopleTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;
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
    void readsAllPagesAndWhatAUserIs() throws IOException {
        server.users(25);
        server.user("u-x", "E-77", "Anna@Example.org").put("userName", "anna@login.example")
                .putArray("phoneNumbers").add(number("tel:+49-30-123456", "work")).add(number("030 99", "fax"));
        server.user("u-left", "E-78", "left@example.org").put("active", false);
        server.user("u-quoted", "E-79", "quoted@example.org").put("active", "False");
        server.user("u-guest", null, "guest@example.org");

        List<KnownPerson> all = read(source());

        assertThat(all).extracting(KnownPerson::id).hasSize(26).contains("E-0", "E-24", "E-77");
        assertThat(all).filteredOn(one -> one.id().equals("E-77")).containsExactly(new KnownPerson("E-77",
                List.of("Anna@Example.org", "anna@login.example"), List.of("tel:+49-30-123456"), "Kim", "Lee", Map.of()));
        assertThat(server.requests()).extracting(one -> one.get("startIndex")).containsExactly("1", "11", "21", "30");
    }

    private static JsonNode number(String value, String type) {
        return new JsonMapper().createObjectNode().put("value", value).put("type", type);
    }

    @Test
    void takesTheIdFromTheAttributeThatIsSet() throws IOException {
        server.user("u-1", "E-1", "a@example.org").put("externalId", "X-1");
        for (Map.Entry<String, String> one : Map.of("employeeNumber", "E-1", "externalId", "X-1", "userName", "name-u-1", "id",
                "u-1").entrySet()) {
            set.setProperty("serai.people.scim.id", one.getKey());
            assertThat(read(source())).extracting(KnownPerson::id).as(one.getKey()).containsExactly(one.getValue());
        }
    }

    @Test
    void saysThatNobodyHasTheAttribute() {
        server.user("u-1", null, "secret@example.org");

        assertThatThrownBy(() -> read(source())).isInstanceOf(IOException.class).hasMessage(
                "none of 1 active users has the attribute employeeNumber; correct serai.people.scim.id");
    }

    @Test
    void readsAllWhereTheServerGivesFewerToAPageAndCountsTooFew() throws IOException {
        server.users(25).givesAtMost(7).tellsTotalWrongBy(-18); // as if the first page were all

        assertThat(read(source())).hasSize(25);
    }

    @Test
    void refusesAListThatEndsMuchTooEarly() {
        server.users(25).tellsTotalWrongBy(10);

        assertThat(people().trouble()).contains("says that it has 35 users, and gives 25");
    }

    @Test
    void takesAListThatLacksSome() throws IOException {
        server.users(25).tellsTotalWrongBy(3);

        assertThat(read(source())).hasSize(25);
    }

    @Test
    void readsPagesByCursor() throws IOException {
        server.users(25).hasCursors();

        assertThat(read(source())).hasSize(25);
        assertThat(server.requests()).extracting(one -> one.get("cursor")).containsExactly(null, "10", "20");
    }

    @Test
    void takesARefusalBehindTheLastPageForTheEnd() throws IOException {
        server.users(20).refusesBehindTheEnd();

        assertThat(read(source())).hasSize(20);
    }

    @Test
    void givesUpAServerThatGivesTheSamePageForEver() {
        server.users(25).passesOverStartIndex();

        assertThat(people().trouble()).contains("gives the same users again and again (after 10 of 25)");
        assertThat(server.taken()).isEqualTo(2);
    }

    @Test
    void givesUpAListThatNeverEnds() {
        server.users(5).neverEnds();
        set.setProperty("serai.people.max", "50");

        assertThat(people().trouble()).contains("has more than 50 users", "serai.people.max");
        assertThat(server.taken()).isLessThan(52);
    }

    @Test
    void givesUpAnAnswerThatNeverEnds() throws Exception {
        try (HangingEndpoint hanging = new HangingEndpoint("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", " ")) {
            set.setProperty("serai.people.scim.url", "http://127.0.0.1:%s/scim".formatted(hanging.port()));
            set.setProperty("serai.people.scim.attempt.max.ms", "300");

            assertThat(people().trouble()).contains("has taken longer than 300 ms");
        }
    }

    @Test
    void givesUpAnAnswerThatIsTooLong() {
        server.users(100);
        set.setProperty("serai.people.scim.page.size", "100");
        set.setProperty("serai.people.scim.answer.max.bytes", "1024");

        assertThat(people().trouble()).contains("can't be read").contains("1024").doesNotContain("example.org");
    }

    @Test
    void waitsAsLongAsTheServerAsksFor() throws IOException {
        server.users(5);
        server.answersNext(429, Map.of("Retry-After", "0"), "");
        server.answersNext(503, Map.of("Retry-After", "0"), "");

        assertThat(read(source())).hasSize(5);
        assertThat(server.taken()).isEqualTo(4);
    }

    @Test
    void asksNoMoreWhileTheServerWantsToBeLeftAlone() {
        server.users(5);
        KnownPeople people = people();
        server.taken();
        server.answersNext(429, Map.of("Retry-After", "600"), "");

        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(people.trouble()).contains("answers 429", "2026-11-22T10:11:00Z", "the 5 people read at");
        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(people.trouble()).contains("asked to be left alone until 2026-11-22T10:11:00Z");
        assertThat(server.taken()).isEqualTo(1);
        passes(Duration.ofMinutes(10));
        people.refresh();
        assertThat(people.trouble()).isNull();
    }

    @Test
    void keepsTheLastOnesWhereAPageOfErrorsComesInstead() {
        server.users(5);
        KnownPeople people = people();
        server.user("u-5", "E-5", "secret@example.org");
        String page = "<!DOCTYPE html><html><body>Sign in, secret@example.org</body></html>";
        server.answersNext(200, Map.of("Content-Type", "text/html"), page);
        people.refresh();
        assertThat(people.trouble()).contains("HTML", "the 5 people read at").doesNotContain("secret");

        server.answersNext(200, Map.of(), "{\"message\": \"secret@example.org\"}");
        people.refresh();
        assertThat(people.trouble()).contains("no list of SCIM users").doesNotContain("secret");
        server.answersNext(200, Map.of(), "{\"Resources\": [{\"secret@example.org");
        people.refresh();
        assertThat(people.trouble()).contains("no list of SCIM users").doesNotContain("secret");
        server.answersNext(500, Map.of(), page);
        people.refresh();
        assertThat(people.trouble()).contains("answers 500").doesNotContain("secret");
        assertThat(people.size()).isEqualTo(5);

        people.refresh();
        assertThat(people.trouble()).isNull();
        assertThat(people.has("E-5")).isTrue();
    }

    @Test
    void saysThatTheTokenIsRefusedAndNotWhichItIs() {
        set.setProperty("serai.people.scim.token", "wrong-secret");

        assertThat(people().trouble()).contains("answers 401; correct serai.people.scim.token").doesNotContain("wrong-secret");
    }

    @Test
    void getsTokensFromTheTokenEndpoint() throws IOException {
        try (TokenEndpoint tokens = new TokenEndpoint()) {
            tokens.answers(200, "{\"access_token\":\"%s\",\"expires_in\":3600}".formatted(ScimStandIn.TOKEN));
            set.remove("serai.people.scim.token");
            set.setProperty("serai.people.scim.oauth2.token.url", tokens.url());
            set.setProperty("serai.people.scim.oauth2.client-id", "serai");
            set.setProperty("serai.people.scim.oauth2.client-secret", "caravan");
            server.users(15);

            assertThat(read(source())).hasSize(15);
            assertThat(tokens.requests()).hasSize(1);
        }
    }

    @Test
    void saysNothingInClearToAnotherMachine() {
        set.setProperty("serai.people.scim.url", "http://scim.example.org/v2");

        assertThat(people().trouble()).contains("scim.example.org", "in clear", "nothing was sent");
    }

    @Test
    void trustsNobodyWhomTheAuthoritiesThatAreSetHaveNotSigned() throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "scim", "EC");
        try (ScimStandIn secure = ScimStandIn.over(certificate).users(5)) {
            set.setProperty("serai.people.scim.url", secure.url());
            assertThat(people().trouble()).contains("can't be read");
            assertThat(secure.requests()).isEmpty();

            set.setProperty("serai.people.scim.authorities",
                    Files.writeString(folder.resolve("scim.pem"), certificate.certificatePem()).toString());
            assertThat(people().size()).isEqualTo(5);
        }
    }

    @Test
    void asksOnlyForWhatHasChangedUntilAllAreDue() {
        server.turnTo(BEGIN.minus(Duration.ofHours(1)));
        server.users(25).turnTo(BEGIN);
        KnownPeople people = people();
        assertThat(server.taken()).isEqualTo(4);
        long changes = people.changes();

        passes(Duration.ofHours(1));
        people.refresh();
        assertThat(server.requests()).singleElement()
                .satisfies(asked -> assertThat(asked).containsEntry("filter", "meta.lastModified gt \"2026-11-22T09:55:00Z\""));
        assertThat(people.changes()).as("nothing has changed").isEqualTo(changes);
        server.taken();

        server.user("u-3", "E-3", "renamed@example.org");
        server.user("u-4", "E-4", "p4@example.org").put("active", false);
        server.user("u-25", "E-25", "p25@example.org");
        server.delete("u-7");
        passes(Duration.ofMinutes(1));
        people.refresh();
        assertThat(server.taken()).isEqualTo(2);
        assertThat(people.size()).isEqualTo(25);
        assertThat(people.has("E-4")).isFalse();
        assertThat(people.has("E-25")).isTrue();
        assertThat(people.has("E-7")).as("a filter does not tell who was deleted").isTrue();

        passes(Duration.ofHours(24));
        people.refresh();
        assertThat(server.requests()).allSatisfy(asked -> assertThat(asked).doesNotContainKey("filter"));
        assertThat(people.has("E-7")).isFalse();
        assertThat(people.size()).isEqualTo(24);
    }

    @Test
    void readsAllEachTimeWhereTheServerCannotFilter() {
        server.users(5).cannotFilter();
        KnownPeople people = people();
        long changes = people.changes();
        try (Logged log = new Logged()) {
            passes(Duration.ofMinutes(1));
            people.refresh();
            passes(Duration.ofMinutes(1));
            people.refresh();
            assertThat(log.lines()).filteredOn(line -> line.contains("can't filter by meta.lastModified")).hasSize(1);
        }
        assertThat(people.trouble()).isNull();
        assertThat(people.changes()).isEqualTo(changes);

        server.delete("u-0");
        people.refresh();
        assertThat(people.size()).isEqualTo(4);
    }

    @Test
    void keepsTheLastOnesWhereTooManyAreGoneAndLooksAgainUntilTheyAreBack() {
        server.users(20);
        KnownPeople people = people();
        for (int i = 0; i < 8; i++) {
            server.delete("u-" + i);
        }
        passes(Duration.ofHours(24));
        people.refresh();
        assertThat(people.trouble()).contains("has 12 people, and had 20", "serai.people.shrink.max.percent");
        assertThat(people.size()).isEqualTo(20);

        server.turnTo(Records.RECEIVED.minus(Duration.ofDays(900))); // they come back as they were
        server.users(20);
        clock.turn(Duration.ofMinutes(1));
        people.refresh();
        assertThat(people.trouble()).isNull();
        assertThat(people.size()).isEqualTo(20);
    }
}
