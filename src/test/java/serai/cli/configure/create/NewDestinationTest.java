package serai.cli.configure.create;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import serai.check.Finding;
import serai.cli.configure.CheckedConfiguration;
import serai.cli.terminal.StoredSettings;
import serai.journal.DestinationName;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.rehearsal.tests.TestFile;
import serai.testkit.CommandRun;
import serai.testkit.Document;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code ./serai new destination}: what it writes, and what it refuses to. */
class NewDestinationTest {

    @TempDir
    private Path folder;
    private NewConfiguration configuration;
    private Map<String, String> before;

    @BeforeEach
    void copyWhatIsShipped() throws IOException {
        configuration = new NewConfiguration(folder);
        before = configuration.files();
    }

    private static String[] arguments(DestinationKind kind) {
        return kind.address() == DestinationKind.Address.SFTP
                ? new String[]{"my-own", "--kind", kind.word(), "--yes", "--address", "sftp://sftp.example.org:2222/in/box"}
                : kind.address() == DestinationKind.Address.BLOB
                        ? new String[]{"my-own", "--kind", kind.word(), "--yes", "--address",
                                "https://own.blob.core.windows.net/in-box"}
                        : kind.address() == DestinationKind.Address.WEB
                                ? new String[]{"my-own", "--kind", kind.word(), "--yes", "--address", "https://own.example.org/in"}
                                : new String[]{"my-own", "--kind", kind.word(), "--yes"};
    }

    @ParameterizedTest
    @MethodSource("serai.cli.configure.create.DestinationKind#offered")
    void writesWhatIsShippedUnderTheNewName(DestinationKind kind) throws Exception {
        configuration.made(arguments(kind));

        Map<String, String> made = configuration.files();
        made.keySet().removeAll(before.keySet());
        assertThat(made).hasSize(2 + kind.beside().size()).allSatisfy((file, text) -> {
            assertThat(file).contains("my").doesNotContain("hr");
            assertThat(text.replaceAll("caliper:envelope|ctx/caliper/v1p2|webhook-(id|timestamp)|a webhook", ""))
                    .doesNotContainPattern("(?i:\\bhr\\b)|\\bhr_|\\bhr[A-Z]|\\b(caliper|webhook)\\b");
        });
        assertThat(configuration.text("destination-my-own.camel.yaml").lines()).hasSameSizeAs(
                Files.readAllLines(Path.of("docs/destinations/destination-%s.camel.yaml".formatted(kind.shipped()))));
    }

    @ParameterizedTest
    @MethodSource("serai.cli.configure.create.DestinationKind#offered")
    void whatItWritesHasNoFaultOnceSecretsAreSetAndItsTestsPass(DestinationKind kind) throws Exception {
        configuration.made(arguments(kind));

        Files.writeString(configuration.settings(), toBeSet(kind), StandardOpenOption.APPEND);
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
    private static String toBeSet(DestinationKind kind) {
        DestinationName name = new DestinationName("my-own");
        Recipe recipe = new Recipe(kind, name, "sqlite", new KeptTypes(KeptTypes.SHIPPED));
        return new NewSettings(name, recipe, Map.of("url", "named", "host", "named", "folder", "named", "container", "named"))
                .toBeSet().stream()
                .map(key -> "%s = %s%n".formatted(key,
                        key.endsWith("secrets") ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
                                : key.endsWith("known-hosts.file") ? "pom.xml" : "s3cr3t")) // a file that is there
                .collect(Collectors.joining());
    }

    @Test
    void knowsTheMeaningOfEachSettingThatItWrites() {
        for (DestinationKind kind : DestinationKind.offered()) {
            DestinationName name = new DestinationName("crm");
            NewSettings settings =
                    new NewSettings(name, new Recipe(kind, name, "sqlite", new KeptTypes(KeptTypes.SHIPPED)), Map.of());
            assertThat(settings.keys()).as(kind.word()).isNotEmpty().allSatisfy(
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

    private void router(String yaml) throws IOException {
        Files.writeString(configuration.routes().resolve(NewConfiguration.ROUTER), yaml);
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Crm | 1 | 'Crm' can't be a destination's name; use small letters, digits and hyphens, beginning with a letter",
            "../x | 1 | '../x' can't be a destination's name",
            "unrouted | 1 | 'unrouted' is what the journal keeps without a destination",
            "null | 1 | YAML reads 'null' as something else than a name",
            "lrs | 1 | routes/destination-lrs.camel.yaml:25:7: the routes have a destination lrs already; choose another name"})
    void refusesANameThatItCannotHave(String name, int exit, String message) throws Exception {
        assertThat(configuration.refused(exit, name, "--kind", "csv", "--yes")).hasLineCount(1).startsWith(message);
        assertThat(configuration.files()).isEqualTo(before);
    }

    @Test
    void saysWhatBringsTheLibraryOfAKind() {
        DestinationKindConverter withoutLibrary = new DestinationKindConverter(List.of(DestinationKind.CSV));

        assertThatThrownBy(() -> withoutLibrary.convert("azure-blob")).hasMessage("the library of Azure Blob Storage is not here; "
                + "build with the Maven profile azure-blob (docs/destinations.md)");
        assertThatThrownBy(() -> withoutLibrary.convert("ftp")).hasMessage("there is no kind 'ftp'; there are csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--kind ftp | Invalid value for option '--kind': there is no kind 'ftp'; there are http, http-xml, webhook, ",
            "--kind csv --types LOGIN | Invalid value for option '--types' (TYPE): expected one of [LOGGED_IN",
            "--types LOGGED_IN | Missing required option: '--kind=KIND'"})
    void refusesOptionsThatAreNone(String options, String message) throws Exception {
        assertThat(configuration.refused(2, ("crm " + options).split(" "))).startsWith(message);
        assertThat(configuration.files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http | ftp://host/x | the address is no http or https address",
            "http | https://me:s3cr3t@host/x | the address has a user or a password in it",
            "http | https://host/a b | the address is none; name one such as",
            "database | postgresql://host | the address is no JDBC address",
            "database | jdbc:postgresql://host/a?password=s3cr3t | the address has a user or a password in it",
            "database | jdbc:oracle:thin:x | there are no statements for jdbc:oracle, only for sqlite, postgresql, mariadb, sqlserver"})
    void refusesAnAddressThatIsNone(String kind, String address, String message) throws Exception {
        assertThat(configuration.refused(1, "crm", "--kind", kind, "--address", address, "--yes")).startsWith(message)
                .doesNotContain("s3cr3t");
        assertThat(configuration.files()).isEqualTo(before);
    }

    @Test
    void neverOverwritesAFileNorWritesTheOthers() throws Exception {
        Files.writeString(configuration.routes().resolve("crm.jslt"), "mine");
        before = configuration.files();

        assertThat(configuration.refused(1, "crm", "--kind", "http", "--yes"))
                .isEqualTo("routes/crm.jslt is there already, and nothing was written; choose another name, or move the file away");
        assertThat(configuration.files()).isEqualTo(before);
    }

    @Test
    void refusesADestinationThatTheJournalKnows() throws Exception {
        PrivateFolder.make(folder.resolve("data"));
        try (Journal journal = SqliteStore.open(folder.resolve("data/journal.db"), JournalBounds.DEFAULT, Clock.systemUTC())) {
            journal.append(Records.completion("anna"), Set.of("crm")).toCompletableFuture().join();
        }

        assertThat(configuration.refused(1, "crm", "--kind", "csv", "--yes")).endsWith(
                "has a destination crm already, whose cursor and counts would go on; choose another name");
        assertThat(configuration.routes().resolve("destination-crm.camel.yaml")).doesNotExist();
    }

    @Test
    void refusesAVariableThatIsAnothersToo() throws Exception {
        configuration.made("crm", "--kind", "webhook", "--yes");

        assertThat(configuration.refused(1, "crm-tls", "--kind", "http-xml", "--yes"))
                .isEqualTo("serai.destination.crm-tls.password "
                        + "would be the variable SERAI_DESTINATION_CRM_TLS_PASSWORD, which is that of serai.destination.crm.tls.password; "
                        + "choose another name");
    }

    @Test
    void refusesABeanThatIsAnothersToo() throws Exception {
        configuration.made("crm-x", "--kind", "webhook", "--yes");

        assertThat(configuration.refused(1, "crm--x", "--kind", "http", "--yes"))
                .isEqualTo("routes/destination-crm-x.camel.yaml:2:7: the bean crmXClient is taken; choose another name");
    }

    @Test
    void writesNothingWhereItMayNotWriteEverything() throws Exception {
        Files.setPosixFilePermissions(configuration.routes(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Skipped.unless(!Files.isWritable(configuration.routes()),
                    "NO DESTINATION WAS WRITTEN TO A READ-ONLY FOLDER: this user may write there all the same; run it not as root");
            assertThat(configuration.refused(1, "crm", "--kind", "csv", "--yes"))
                    .isEqualTo(
                            "routes/destination-crm.camel.yaml can't be written: this user may not write there; nothing was changed");
            assertThat(configuration.files()).isEqualTo(before);
        } finally {
            Files.setPosixFilePermissions(configuration.routes(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void takesBackWhatItHasWrittenWhereOneFileCannotBe() throws Exception {
        Files.writeString(configuration.routes().resolve("sql/crm"), "in the way");
        before = configuration.files();

        assertThat(configuration.refused(1, "crm", "--kind", "database", "--yes"))
                .isEqualTo("routes/sql/crm is there already, and nothing was written; choose another name, or move the file away");
        assertThat(configuration.files()).isEqualTo(before);
    }

    /** A name so long that no file beside it can have a longer one. */
    @Test
    void takesBackWhatItHasWrittenWhereTheSettingsCannotBe() throws Exception {
        Path settings = Files.move(configuration.settings(), folder.resolve("a".repeat(245)));
        before = configuration.files();

        assertThat(configuration.refused(1, "crm", "--kind", "csv", "--yes", "--config", settings.toString()))
                .isEqualTo("%s can't be written: File name too long; nothing was changed".formatted(settings.getFileName()));
        assertThat(configuration.files()).isEqualTo(before);
    }

    @Test
    void refusesRoutesInsideTheJar() throws Exception {
        Files.writeString(configuration.settings(), "serai.routes = classpath:routes\n");

        assertThat(configuration.refused(1, "crm", "--kind", "csv", "--yes"))
                .startsWith("serai.routes is classpath:routes, inside the jar, where nothing can be written; copy the routes");
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
