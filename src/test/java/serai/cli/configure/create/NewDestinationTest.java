package serai.cli.configure.create;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import serai.check.Finding;
import serai.cli.configure.CheckedConfiguration;
import serai.cli.terminal.StoredSettings;
import serai.journal.DestinationName;
import serai.rehearsal.tests.TestFile;
import serai.testkit.CommandRun;
import serai.testkit.Document;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai new destination}: what it writes. */
class NewDestinationTest extends ShippedConfiguration {

    private static String[] arguments(Recipe recipe) {
        return recipe.address() == Recipe.Address.SFTP
                ? new String[]{"my-own", "--kind", recipe.word(), "--yes", "--address", "sftp://sftp.example.org:2222/in/box"}
                : recipe.address() == Recipe.Address.BLOB
                        ? new String[]{"my-own", "--kind", recipe.word(), "--yes", "--address",
                                "https://own.blob.core.windows.net/in-box"}
                        : recipe.address() == Recipe.Address.WEB
                                ? new String[]{"my-own", "--kind", recipe.word(), "--yes", "--address",
                                        "https://own.example.org/in"}
                                : new String[]{"my-own", "--kind", recipe.word(), "--yes"};
    }

    @ParameterizedTest
    @MethodSource("serai.cli.configure.create.Recipe#offered")
    void writesWhatIsShippedUnderTheNewName(Recipe recipe) throws Exception {
        configuration.made(arguments(recipe));

        Map<String, String> made = configuration.files();
        made.keySet().removeAll(before.keySet());
        assertThat(made).hasSize(2 + recipe.beside().size()).allSatisfy((file, text) -> {
            assertThat(file).contains("my").doesNotContain("hr");
            assertThat(text.replaceAll("caliper:envelope|ctx/caliper/v1p2|webhook-(id|timestamp)|a webhook", ""))
                    .doesNotContainPattern("(?i:\\bhr\\b)|\\bhr_|\\bhr[A-Z]|\\b(caliper|webhook)\\b");
        });
        assertThat(configuration.text("destination-my-own.camel.yaml").lines()).hasSameSizeAs(
                Files.readAllLines(Path.of("docs/destinations/destination-%s.camel.yaml".formatted(recipe.shipped()))));
    }

    @ParameterizedTest
    @MethodSource("serai.cli.configure.create.Recipe#offered")
    void whatItWritesHasNoFaultOnceSecretsAreSetAndItsTestsPass(Recipe recipe) throws Exception {
        configuration.made(arguments(recipe));

        Files.writeString(configuration.settings(), toBeSet(recipe), StandardOpenOption.APPEND);
        try (CheckedConfiguration checked = CheckedConfiguration.stored(configuration.settings(), null)) {
            assertThat(checked.findings().stream().map(Finding::toString)).isEmpty();
        }
        for (String file : List.of("destination-my-own.test.yaml", "router.test.yaml")) {
            assertThat(TestFile.read(configuration.routes().resolve(file))
                    .run(StoredSettings.context("file:" + configuration.settings()))).isNotEmpty()
                    .allSatisfy(result -> assertThat(result.failures()).as("%s:%s", file, result.line()).isEmpty());
        }
    }

    /** Lines for what the block leaves to be set. */
    private static String toBeSet(Recipe recipe) {
        DestinationName name = new DestinationName("my-own");
        RenamedRecipe renamed = new RenamedRecipe(recipe, name, "sqlite", new KeptTypes(KeptTypes.SHIPPED));
        return new NewSettings(name, renamed, Map.of("url", "named", "host", "named", "folder", "named", "container", "named"))
                .toBeSet().stream()
                .map(key -> "%s = %s%n".formatted(key,
                        key.endsWith("secrets") ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
                                : key.endsWith("known-hosts.file") ? "pom.xml" : "s3cr3t")) // a file that is there
                .collect(Collectors.joining());
    }

    @Test
    void knowsTheMeaningOfEachSettingThatItWrites() {
        for (Recipe recipe : Recipe.offered()) {
            DestinationName name = new DestinationName("crm");
            NewSettings settings =
                    new NewSettings(name, new RenamedRecipe(recipe, name, "sqlite", new KeptTypes(KeptTypes.SHIPPED)), Map.of());
            assertThat(settings.keys()).as(recipe.word()).isNotEmpty().allSatisfy(
                    key -> assertThat(NewSettings.MEANINGS).containsKey(key.substring("serai.destination.crm.".length())));
        }
    }

    @Test
    void putsTheNameIntoTheRouterAndItsTestAndLeavesAllElseOfThemAsItIs() throws Exception {
        configuration.made("crm", "--kind", "csv", "--yes");

        assertThat(configuration.text(NewConfiguration.ROUTER)).isEqualTo(before.get("routes/router.camel.yaml")
                .replace("journal:archive,warehouse,lrs", "journal:archive,warehouse,lrs,crm"));
        assertThat(configuration.text("router.test.yaml")).isEqualTo(before.get("routes/router.test.yaml")
                .replace("[archive, lrs, warehouse]", "[archive, lrs, warehouse, crm]"));
    }

    @Test
    void leavesTheRouterAloneWithoutAYesAndSaysWhatToAdd() throws Exception {
        String out = configuration.made("crm", "--kind", "csv");

        assertThat(out).contains("router.camel.yaml: add ,crm as shown above; without it no event goes to crm")
                .contains("router.test.yaml: add ,crm as shown above; without it the router's test fails");
        assertThat(configuration.files()).containsAllEntriesOf(withoutSettings(before))
                .containsKey("routes/destination-crm.camel.yaml");
    }

    private static Map<String, String> withoutSettings(Map<String, String> files) {
        return files.entrySet().stream().filter(file -> file.getKey().startsWith("routes/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void asksForWhatIsNotTyped() throws Exception {
        String out = configuration.answered("https://crm.example.org/in\nLOGGED_IN,COURSE_COMPLETED\ny\n", "crm", "--kind", "http");

        assertThat(out).contains("Address, such as https://crm.example.org/trainings", "Types of events",
                "Put crm into the router?");
        assertThat(configuration.text(NewConfiguration.ROUTER)).contains("lrs,crm");
        assertThat(configuration.text("destination-crm.camel.yaml"))
                .contains("expression: \"${header.type} !in 'LOGGED_IN,COURSE_COMPLETED'\"");
        assertThat(Files.readString(configuration.settings()))
                .contains("\nserai.destination.crm.url = https://crm.example.org/in\n");
    }

    @Test
    void anAnswerOfNoChangesNothingInTheRouter() throws Exception {
        configuration.answered("\n\nn\n", "crm", "--kind", "http");

        assertThat(configuration.text(NewConfiguration.ROUTER)).isEqualTo(before.get("routes/router.camel.yaml"));
        assertThat(Files.readString(configuration.settings())).contains("\n#serai.destination.crm.url = ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"LOGGED_IN", "COURSE_STARTED,MODULE_COMPLETED", "LEARNING_PATH_COMPLETED,COURSE_COMPLETED",
            "LOGGED_IN,COURSE_STARTED,MODULE_COMPLETED,COURSE_COMPLETED,LEARNING_PATH_COMPLETED"})
    void keepsTheTypesThatAreNamedAndTestsThem(String types) throws Exception {
        configuration.made("crm", "--kind", "file", "--types", types, "--yes");

        assertThat(TestFile.read(configuration.routes().resolve("destination-crm.test.yaml"))
                .run(StoredSettings.context("file:" + configuration.settings())))
                .allSatisfy(result -> assertThat(result.failures()).as("%s", result.name()).isEmpty())
                .extracting(result -> result.name()).filteredOn(name -> name.startsWith("crm gets"))
                .hasSize(types.replace("COURSE_COMPLETED", "").split(",+").length - (types.startsWith(",") ? 1 : 0));
    }

    @Test
    void putsTheNameOnlyWhereTheTypesCome() throws Exception {
        router("""
                - route:
                    id: router
                    description: A user's own
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:router
                      steps:
                        - choice:
                            when:
                              - expression:
                                  simple:
                                    expression: "${header.type} == 'LOGGED_IN'"
                                steps:
                                  - to:
                                      uri: "journal:archive" # sign-ins
                              - simple: "${header.type} in 'COURSE_COMPLETED,COURSE_STARTED'"
                                steps:
                                  - to: {uri: 'journal:archive, lrs?lazyStartProducer=true'}
                            otherwise:
                              steps:
                                - to:
                                    uri: journal:warehouse,archive,lrs
                                - to:
                                    uri: journal:unrouted
                """);

        configuration.made("crm", "--kind", "file", "--yes");
        configuration.made("paths", "--kind", "file", "--yes", "--types", "LEARNING_PATH_COMPLETED,LOGGED_IN");

        assertThat(configuration.text(NewConfiguration.ROUTER)).contains("uri: \"journal:archive,paths\" # sign-ins",
                "{uri: 'journal:archive, lrs,crm?lazyStartProducer=true'}", "uri: journal:warehouse,archive,lrs,paths\n",
                "uri: journal:unrouted\n");
    }

    @Test
    void saysWhatToAddWhereItCannotTellWhatComes() throws Exception {
        router("""
                - route:
                    id: router
                    description: A user's own
                    from:
                      uri: direct:router
                      steps:
                        - choice:
                            when:
                              - expression:
                                  simple:
                                    expression: "${body.activity.id} == '7'"
                                steps:
                                  - to:
                                      uri: journal:archive,warehouse,lrs
                            otherwise:
                              steps:
                                - to:
                                    uri: journal:unrouted
                """);

        assertThat(configuration.made("crm", "--kind", "file", "--yes"))
                .contains("router.camel.yaml:14:28: add ,crm where this names destinations, if its events are for crm");
    }

    /** Events for which that condition does not hold come to the other branch. */
    @Test
    void putsTheNameAlsoBehindAConditionThatItDoesNotUnderstand() throws Exception {
        router("""
                - route:
                    id: router
                    description: A user's own
                    from:
                      uri: direct:router
                      steps:
                        - choice:
                            when:
                              - expression:
                                  simple:
                                    expression: "${body.activity.id} == '7'"
                                steps:
                                  - to:
                                      uri: journal:archive
                            otherwise:
                              steps:
                                - to:
                                    uri: journal:warehouse,lrs
                """);

        assertThat(configuration.made("crm", "--kind", "file", "--yes"))
                .contains("router.camel.yaml:14:28: add ,crm where this names destinations, if its events are for crm");
        assertThat(configuration.text(NewConfiguration.ROUTER)).contains("uri: journal:archive\n",
                "uri: journal:warehouse,lrs,crm\n");
    }

    @Test
    void addsItsSettingsOnceAndKeepsEndsOfLinesAndRights() throws Exception {
        Path file = configuration.settings();
        String settings = Files.readString(file).replace("\n", "\r\n") + "serai.destination.crm.gzip = true";
        Files.writeString(file, settings);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        configuration.made("crm", "--kind", "file", "--yes");

        assertThat(Files.readString(file)).startsWith(settings + "\r\n\r\n# Destination crm, made by ./serai new destination crm "
                + "--kind file\r\n").doesNotContain("#serai.destination.crm.gzip").doesNotContainPattern("(?<!\r)\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    }

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        String typed = "hr --kind http --address https://hr.example.org/trainings --yes";

        String out = configuration.made(typed.split(" ")).replace(folder + "/", "");

        Document.of("README.md").assertBlock("new", "", "$ ./serai new destination %s%n%s".formatted(typed, out));
    }

    @Test
    void isACommandOfSerai() {
        assertThat(CommandRun.of(2, "new").error()).contains("name what is new, such as ./serai new destination crm");
        assertThat(CommandRun.of(0, "new", "destination", "--help").out()).contains("http, http-xml, webhook", "--yes")
                .contains(List.of("LOGGED_IN, COURSE_STARTED").get(0));
    }
}
