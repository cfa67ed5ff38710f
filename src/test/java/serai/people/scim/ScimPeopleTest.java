package serai.people.scim;

import org.junit.jupiter.api.Test;
import serai.people.KnownPeople;
import serai.people.source.KnownPerson;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.http.ScimStandIn;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.TokenEndpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People of a SCIM server, tried against a stand-in that does by turns what the standard says and what real servers do. */
class ScimPeopleTest extends PeopleOfScimServer {

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
        assertThat(people.trouble()).contains("asked for no requests until 2026-11-22T10:11:00Z");
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

        assertThat(people().trouble()).contains("scim.example.org", "not be encrypted", "nothing was sent");
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
        assertThat(people.trouble()).contains("has 12 people instead of 20", "serai.people.shrink.max.percent");
        assertThat(people.size()).isEqualTo(20);

        server.turnTo(Records.RECEIVED.minus(Duration.ofDays(900))); // they come back as they were
        server.users(20);
        clock.turn(Duration.ofMinutes(1));
        people.refresh();
        assertThat(people.trouble()).isNull();
        assertThat(people.size()).isEqualTo(20);
    }
}
