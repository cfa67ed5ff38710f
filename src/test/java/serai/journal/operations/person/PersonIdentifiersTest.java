package serai.journal.operations.person;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.Platform;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** By what a body names somebody: whole ids and addresses, and never a name. */
class PersonIdentifiersTest {

    private static final PersonIdentifiers ANNA =
            new PersonIdentifiers(Set.of(new Person(Platform.MCT, "4711"),
                    new Person(Platform.PRAESIDIUM, "13273"), new Person(Platform.MCT, "5d3f6f2e-Anna")), Set.of("e-1"),
                    Set.of("anna@example.org"));

    private static boolean isIn(String body) {
        return ANNA.areIn(body.getBytes(StandardCharsets.UTF_8), Platform.MCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"event_context\": {\"uuid\": \"5D3F6F2E-anna\"}}", "{\"userId\": 4711}", "{\"User_Id\": \" 4711 \"}",
            "{\"a\": [{\"clientExternalId\": \"E-1\"}]}", "{\"user\": \"Anna@Example.org\"}",
            "{\"to\": \"Anna Ångström <anna@example.org>\"}", "[\"mailto:anna@example.org\"]", "\"anna@example.org\"",
            "user=anna@example.org;", "It was anna@example.org.", "{\"broken\": \"anna@example.org", "<id>5d3f6f2e-ANNA</id>"})
    void areIn(String body) {
        assertThat(isIn(body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"course\": 4711}", "{\"percentage\": \"4711\"}", "4711", "the course 4711",
            "{\"userId\": 47112}", "{\"userId\": 13273}", "{\"clientExternalId\": \"4711\"}", "{\"userId\": \"E-1\"}",

            "{\"user\": \"joanna@example.org\"}", "anna@example.org.uk", "x.anna@example.org", "{\"name\": \"Anna Ångström\"}",
            "a5d3f6f2e-anna", "5d3f6f2e-anna-2", "{\"anna@example.org\": 1}"})
    void areNotIn(String body) {
        assertThat(isIn(body)).isFalse();
    }
}
