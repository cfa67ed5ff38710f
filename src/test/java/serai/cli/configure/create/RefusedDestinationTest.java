package serai.cli.configure.create;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.Skipped;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code ./serai new destination}: what it refuses to write, and takes back. */
class RefusedDestinationTest extends ShippedConfiguration {

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
        RecipeConverter withoutLibrary = new RecipeConverter(List.of(Recipe.CSV));

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
            "http | ftp://host/x | this is not an http or https address",
            "http | https://me:s3cr3t@host/x | the address has a user or a password in it",
            "http | https://host/a b | this is not a valid address; give one such as",
            "database | postgresql://host | this is not a JDBC address",
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
}
