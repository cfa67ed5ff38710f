package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.process.SeraiFolder;

import java.nio.file.Files;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code serai run} that can't because of a route: the message names file, line or id, and what to do. */
class FailedRoutesTest extends StartThatFails {

    @Test
    void namesTheDestinationThatNoRouteReads() throws Exception {
        assertThat(trouble(withRoute("router.camel.yaml", "warehouse,lrs", "warehouse,lsr")))
                .contains("route router sends to 'lsr'", "archive, lrs, warehouse");
    }

    @Test
    void namesTheSettingWithADestinationThatThereIsNot() throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("serai.replay.once", "archive,hr"))).contains(
                "serai.replay.once: there is no destination 'hr'; there are archive, lrs, warehouse");
    }

    @Test
    void namesFileAndLineOfADataTypeThatThereIsNot() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "toType: xapi:statement", "toType: xapi:statment")))
                .containsPattern("routes/destination-lrs\\.camel\\.yaml:41:21: route destination-lrs translates to xapi:statment")
                .endsWith("there is no such data type; did you mean xapi:statement? [data-type]");
    }

    @Test
    void namesTheEndpointWithAnOptionOutOfItsBounds() throws Exception {
        assertThat(trouble(withRoute("destination-archive.camel.yaml", "concurrentTypes: \"2\"", "concurrentTypes: \"0\"")))
                .containsPattern("routes/destination-archive\\.camel\\.yaml:20:")
                .contains("concurrentTypes can't be set: must be from 1 to 16 at the same time");
    }

    @Test
    void keepsASecretToItselfThatStandsWhereANumberBelongs() throws Exception {
        assertThat(trouble(withRoute("destination-archive.camel.yaml", "concurrentTypes: \"2\"",
                "concurrentTypes: \"{{serai.destination.archive.secret}}\"")
                .with("serai.destination.archive.secret", "caravan-of-cats")))
                .contains("concurrentTypes can't be set: it must be a number").doesNotContain("caravan");
    }

    @Test
    void namesTheSettingThatABeanLacks() throws Exception {
        assertThat(trouble(withWebhook())).endsWith("routes/destination-webhook.camel.yaml: serai.destination.webhook.secrets is "
                + "not set; set it in application.properties, or SERAI_DESTINATION_WEBHOOK_SECRETS in the environment");
    }

    @Test
    void namesTheSettingThatARouteLacks() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET))).contains(
                "routes/destination-webhook.camel.yaml:52:", "{{serai.destination.webhook.url}} is not set; set");
    }

    /** Camel would only say that 'http://' has no authority, or that "" is no number. */
    @Test
    void namesTheSettingThatIsSetToNothingAndTheRouteThatNeedsIt() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "")))
                .matches(
                        "serai\\.destination\\.webhook\\.url: is set, but to nothing, and .*/routes/destination-webhook\\.camel\\.yaml:\\d+ "
                                + "needs it; give it a value");
        assertThat(trouble(new SeraiFolder(path).with("serai.routes", "file:" + path.resolve("routes"))
                .with("camel.server.port", "")))
                .startsWith("camel.server.port: is set, but to nothing, and Camel needs it; give it a value, or take it out");
    }

    @Test
    void namesBothFilesAndLinesOfADuplicateId() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "id: destination-lrs", "id: destination-archive")))
                .matches(".*routes/destination-lrs.camel.yaml:20:9: another route has the id 'destination-archive', too "
                        + "\\(.*routes/destination-archive.camel.yaml:13:5\\); give each an id of its own \\[duplicate-id]");
    }

    @Test
    void namesTheRouteWithAUserAndNoPassword() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9").with("serai.destination.webhook.username", "serai")))
                .contains("destination-webhook.camel.yaml:2:13", "a user without a password");
    }

    @Test
    void saysWhatIsWrongWithAFileThatARouteNeeds() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9")
                .with("serai.destination.webhook.tls.certificate", "/nowhere.pem")))
                .contains("route destination-webhook", "/nowhere.pem can't be read");
    }

    @Test
    void namesTheRouteWithAKeyAndNoCertificate() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9")
                .with("serai.destination.webhook.tls.key", "/nowhere.pem")))
                .contains("route destination-webhook", "without a certificate");
    }

    @Test
    void namesTheRouteWhoseFailuresWouldNotBeClassified() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "Id: delivery", "Id: delivry")))
                .contains("route destination-lrs has routeConfigurationId delivry", "use delivery");
    }

    /** Where an old checkout was brought up to date around a file that somebody has changed. */
    @Test
    void saysWhatToDoWithTheOldFileOfErrorsBesideTheNewOnes() throws Exception {
        SeraiFolder folder = withRoutes();
        Files.copy(path.resolve("routes/errors-delivery.camel.yaml"), path.resolve("routes/errors.camel.yaml"));

        assertThat(trouble(folder)).contains("two files at file:", "have the routeConfiguration delivery",
                "move your changes there, and delete errors.camel.yaml");
    }

    @Test
    void namesTheRoutesThatAreNotThere() throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("serai.routes", "file:nowhere")))
                .contains("file:nowhere", "serai.routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- route: [", "- route:\n    idd: broken",
            "- route:\n    id: broken\n    from:\n      url: direct:a"})
    void namesFileAndLineOfYamlThatCanNotBeRead(String yaml) throws Exception {
        SeraiFolder folder = withRoutes();
        Files.writeString(path.resolve("routes/broken.camel.yaml"), yaml);

        assertThat(trouble(folder)).containsPattern("routes/broken\\.camel\\.yaml:\\d+: ");
    }

    @Test
    void namesTheRouteThatCanNotBeBuilt() throws Exception {
        assertThat(trouble(withRoute("router.camel.yaml", "journal:archive,", "jurnal:archive,")))
                .contains("routes/router.camel.yaml:19:", "there is no component 'jurnal' here; did you mean journal:?");
    }
}
