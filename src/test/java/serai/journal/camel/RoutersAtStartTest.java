package serai.journal.camel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.Logged;

import java.nio.file.Files;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Routers and routes of which the start says that they name too few destinations, or one that nobody waits for. */
class RoutersAtStartTest extends EditedRouter {

    @ParameterizedTest
    @CsvSource({"choice, a choice without otherwise", "filter, a filter", "two steps, ", "stop, "})
    void theStartWarnsOfARouterThatTakesSomeOnly(String router, String warned) throws Exception {
        try (Logged log = new Logged()) {
            start(router(router));

            assertThat(log.lines().filter(line -> line.contains("names destinations in"))).hasSize(warned == null ? 0 : 1)
                    .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("route router names destinations in " + warned));
        }
    }

    @Test
    void aNameThatNobodyWaitsForIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start("- to: {uri: \"journal:archive\"}\n- wireTap: {uri: \"journal:warehouse\"}\n"))
                .hasMessageContaining("route router names journal:warehouse by a wireTap");
    }

    @Test
    void aNameBehindARouteThatNobodyWaitsForIsRefusedAtTheStart() throws Exception {
        write("tapped.camel.yaml", """
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - to: {uri: "direct:further"}
                - route:
                    id: further
                    from:
                      uri: direct:further
                      steps:
                        - filter:
                            expression: {constant: {expression: "true"}}
                            steps: [{to: {uri: "journal:warehouse"}}]
                """);

        assertThatThrownBy(() -> start("- to: {uri: \"journal:archive\"}\n- wireTap: {uri: \"direct:tapped\"}\n"))
                .hasMessageContaining("route router names journal:warehouse by a wireTap");
    }

    /** What it hands on is known already, so nobody else would get it. */
    @ParameterizedTest
    @CsvSource({"journal:archive, journal:archive", "direct:router, 'journal:warehouse'"})
    void aDestinationThatNamesOthersIsRefusedAtTheStart(String step, String named) throws Exception {
        String lrs = Files.readString(routes.resolve("destination-lrs.camel.yaml"));
        write("destination-lrs.camel.yaml", lrs.replace("        - transformDataType:\n", """
                        - split:
                            expression: {simple: {expression: "${body}"}}
                            steps: [{to: {uri: "%s"}}]
                        - transformDataType:
                        """.formatted(step).indent(8)));

        assertThatThrownBy(() -> start("- to: {uri: \"journal:warehouse\"}\n"))
                .hasMessageContaining("route destination-lrs reads journal:lrs and names " + named);
    }
}
