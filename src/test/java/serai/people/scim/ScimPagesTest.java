package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import serai.people.source.KnownPerson;
import serai.testkit.http.HangingEndpoint;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A list of people comes in pages; how many there are, and when the last one was, not every server says right. */
class ScimPagesTest extends PeopleOfScimServer {

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
}
