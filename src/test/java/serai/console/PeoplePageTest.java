package serai.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.testkit.EmbeddedSerai;
import serai.testkit.PrivateFolder;
import serai.testkit.browser.Browser;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether an operator finds on the page who waits because nobody is known for them, and links them. */
class PeoplePageTest {

    private static final String LEARNER = "praesidium:aaaaaaaa-bbbb-cccc-dddd-ffffffffffff";

    @TempDir
    private Path folder;

    private Path routes() throws IOException {
        Path routes = folder.resolve("routes");
        try (Stream<Path> shipped = Files.walk(Path.of("routes"))) {
            for (Path file : shipped.toList()) {
                Path to = routes.resolve(Path.of("routes").relativize(file));
                if (Files.isDirectory(file)) {
                    PrivateFolder.make(to);
                } else {
                    Files.writeString(to,
                            Files.readString(file).replace("journal:archive,warehouse,lrs", "journal:archive,warehouse,lrs,hr"));
                }
            }
        }
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), """
                - beans:
                    - name: hrPerson
                      type: serai.people.PersonEnricher
                - route:
                    id: destination-hr
                    description: A user's own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - process:
                            id: person
                            ref: hrPerson
                        - to:
                            id: send
                            uri: log:hr
                """);
        return routes;
    }

    /** One Serai for all of it: starting it takes longer than what it shows. */
    @Test
    void showsWhoWaitsAndLinksThem() throws Exception {
        Path people = Files.write(folder.resolve("people.csv"), List.of("id,email,first_name,last_name",
                "E-7,someone@example.org,Tester,Testerman"));
        try (ConsoleRun serai = ConsoleRun.start(folder.resolve("data"), "serai.routes", "file:" + routes(), "serai.people",
                people.toString())) {
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
            await().atMost(30, SECONDS).until(() -> hr(serai).pending() == 1
                    && serai.get("/people").body().contains("whose they are: 1. Learners: 1."));

            assertThat(serai.get("/people?candidates=yes").body()).as("nobody has signed in")
                    .contains(LEARNER, "People in the directory: 1.", "Operators who have signed in")
                    .doesNotContain("E-7", "Testerman", "@");
            String session = serai.session();
            String page = serai.get("/people?candidates=yes", "Cookie", session).body();
            assertThat(page).contains(LEARNER, "E-7 (same name)").doesNotContain("Testerman", "@");
            String token = page.replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
            try (Browser browser = serai.browser()) {
                browser.open("/people");
                browser.everywhere("people");
            }

            assertThat(decide(serai, session, token, "link", "E-8", "asked her")).contains("has no person E-8");
            assertThat(decide(serai, session, token, "link", "E-7", "")).contains("a reason is needed");
            assertThat(serai.post("/people", "act=link&learner=" + LEARNER + "&person=E-7&why=x", "Origin", serai.address).headers()
                    .firstValue("Location")).as("nobody has signed in")
                    .hasValueSatisfying(to -> assertThat(to).contains("sign-in"));
            assertThat(hr(serai).pending()).isEqualTo(1);
            decide(serai, session, token, "link", "E-7", "asked her");
            await().atMost(30, SECONDS).until(() -> hr(serai).delivered() == 1);

            assertThat(serai.get("/people?done=link").body()).contains("Linked.", "No record waits");
            assertThat(serai.get("/audit", "Cookie", session).body()).contains("link", LEARNER, "asked her", "page:operator")
                    .doesNotContain("E-7");
            decide(serai, session, token, "unlink", "", "it was her sister");
            assertThat(decide(serai, session, token, "unlink", "", "again")).contains("the learner is linked to nobody");
        }
    }

    /** It is not known yet whom it has. */
    @Test
    void linksNobodyWhileTheDirectoryWasNeverRead() throws Exception {
        try (ConsoleRun serai = ConsoleRun.start(folder.resolve("data"), "serai.people", folder.resolve("none.csv").toString())) {
            String session = serai.session();
            String token = serai.get("/people", "Cookie", session).body()
                    .replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");

            assertThat(decide(serai, session, token, "link", "E-7", "asked her")).contains("was not read yet")
                    .doesNotContain("has no person");
        }
    }

    private static String decide(ConsoleRun serai, String session, String token, String act, String person, String why)
            throws Exception {
        return serai.post("/people", "token=%s&act=%s&learner=%s&person=%s&why=%s".formatted(token, act, LEARNER, person,
                URLEncoder.encode(why, StandardCharsets.UTF_8)), "Origin", serai.address, "Cookie", session).body();
    }

    private static Balance hr(ConsoleRun serai) {
        return serai.runtime.serai().journal().balances().getOrDefault("hr", new Balance(0, 0, 0, 0, 0));
    }
}
