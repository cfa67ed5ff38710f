package serai.settings;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.settings.known.DeliverySetting;
import serai.settings.known.Setting;
import serai.settings.known.WarehouseSetting;
import serai.testkit.OneDestination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

/** What is wrong with a setting is said at the start, in one line, by the setting's name. */
class SettingsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    private SettingsCheck check(String key, String value) {
        set(key, value);
        return new SettingsCheck(context);
    }

    private Settings set(String key, String value) {
        context.getPropertiesComponent().addInitialProperty(key, value);
        context.build();
        return Settings.of(context);
    }

    @ParameterizedTest
    @MethodSource("serai.settings.known.SettingGroup#all")
    void everyDefaultIsAValueThatTheSettingMayHave(Setting setting) {
        context.build();

        assertThatCode(() -> Settings.of(context).text(setting)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
            "serai.lrs.batch.size, abc, a whole number from 1 to 10000", "serai.lrs.batch.size, 0, a whole number from 1 to 10000",
            "serai.journal.max.bytes, -1, a whole number from 0", "serai.lrs.batch.size, 99999999999999999999, a whole number",
            "serai.mct.enabled, maybe, true or false", "serai.mct.events.login, off, true or false",
            "serai.mct.enabled, TRUE, true or false",
            "serai.lrs.url, notaurl, an http or https address", "serai.lrs.url, http:lrs, an http or https address",
            "serai.warehouse.url, foo, 'a JDBC address, such as jdbc:postgresql://host/database'",
            "serai.mct.home, learn, an absolute IRI", "serai.praesidium.path, events, a path that begins with /",
            "serai.sandbox.http.port, 99999, a whole number from 0 to 65535", "serai.routes, routes, 'file: and a folder'",
            "serai.servicebus.namespace, sb://contoso, a host name", "serai.servicebus.transport, HTTPS, AMQP or AMQP_WEB_SOCKETS",
            "serai.servicebus.proxy, proxy.example.org, a host name and a port",
            "serai.servicebus.proxy, http://proxy:3128, a host name",
            "serai.servicebus.proxy, proxy:99999, a host name and a port", "serai.servicebus.type, Queue, topic or queue",
            "serai.servicebus.credential, NONE, CONNECTION_STRING or",
            "serai.mct.source, ' ', 'text, not blank'", "serai.xapi.version, 1.1, 1.0.3 or 2.0.0",
            "serai.xapi.pass-mark, 100.1, a number from 0 to 100", "serai.xapi.pass-mark, '62,5', a number from 0 to 100",
            "serai.csv.time.format, yyyy-mm-dd HH:mm, 'a pattern with year, month, day'",
            "serai.cloudevents.type, https://example.org, 'a domain, reversed'"})
    void aValueThatCanNotBeUsedIsRefusedByNameWithWhatIsExpected(String key, String value, String expected) {
        assertThatThrownBy(() -> check(key, value).require()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + "=" + value.strip() + ": must be " + expected);
    }

    @ParameterizedTest
    @CsvSource({"serai.servicebus.connection, Endpoint=sb://x.example.org;SharedAccessKeyName=a;SharedAccessKey:s3cr3t",
            "serai.lrs.username, serai:s3cr3t", "serai.praesidium.password, s3cr3t", "serai.praesidium.password, s3cr3t s3cr",
            "serai.praesidium.username, a:s3cr3t", "serai.servicebus.proxy.username, a:s3cr3t",
            "serai.warehouse.url, postgresql://serai:s3cr3t@db.example.org/learning", "serai.warehouse.url, db?password=s3cr3t",
            "serai.lrs.url, ftp://serai:s3cr3t@lrs.example.org", "serai.servicebus.proxy, serai:s3cr3t@proxy.example.org:3128"})
    void noSecretIsRepeated(String key, String value) {
        assertThatThrownBy(() -> check(key, value).require()).hasMessageStartingWith(key + ": must be ")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void theFileWhereItIsSetIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("some.properties"), "serai.held.max = many\nserai.lrs.urll = x\n");
        context.getPropertiesComponent().setLocation("file:" + file);
        context.build();

        assertThatThrownBy(() -> Settings.of(context).text(DeliverySetting.HELD_MAX))
                .hasMessageStartingWith("serai.held.max=many (in %s): must be", file);
        assertThatThrownBy(() -> new SettingsCheck(context).require())
                .hasMessage("serai.lrs.urll (in %s): there is no such setting; did you mean serai.lrs.url? A setting of your own "
                        + "is known once a route uses it", file);
    }

    @ParameterizedTest
    @CsvSource({"serai.lrs.pasword, serai.lrs.password", "serai.journal.retention, serai.journal.retention.days",
            "serai.dta, serai.data", "serai.lrs-url, serai.lrs.url"})
    void theNearestSettingIsProposedForOneThatIsNone(String key, String meant) {
        assertThatThrownBy(() -> check(key, "x").require())
                .hasMessageStartingWith(key + ": there is no such setting; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"lrs.url, serai.lrs.url", "sera.lrs.url, serai.lrs.url", "Serai.data, serai.data",
            "camel.managment.port, camel.management.port", "camel.sever.host, camel.server.host"})
    void whatIsNearlyCalledLikeASettingIsRefusedInAProcessOfItsOwn(String key, String meant) throws Exception {
        SettingsCheck settings = check(key, "x");

        assertThatThrownBy(settings::requireAlone).hasMessageStartingWith(key + ": ").hasMessageContaining("did you mean " + meant);
        settings.require();
    }

    @Test
    void whatIsOfAServerThatSeraiDoesNotUseIsRefused() {
        assertThatThrownBy(() -> check("camel.server.useGlobalSslContextParameters", "true").requireAlone())
                .hasMessageStartingWith("camel.server.useGlobalSslContextParameters: has no effect");
    }

    @Test
    void aConnectionStringForAnotherTopicIsRefused() {
        context.getPropertiesComponent().addInitialProperty("serai.servicebus.connection",
                "Endpoint=sb://x.example.org/;SharedAccessKeyName=a;SharedAccessKey=s3cr3t;EntityPath=other");

        assertThatThrownBy(() -> check("serai.servicebus.topic", "mine").require())
                .hasMessageStartingWith(
                        "serai.servicebus.topic: serai.servicebus.connection is only for other (EntityPath); set it")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aFileInTheArchivesPlaceIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("archive"));

        assertThatThrownBy(() -> check("serai.archive.folder", file.toString()).requireAlone())
                .hasMessage("serai.archive.folder: %s is a file; name a folder", file);
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> check("serai.mct.name", "Acad\uFFFDmie").require())
                .hasMessage("serai.mct.name: is not in UTF-8; save the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hr.url", "data.folder", "camel.component.kafka.brokers", "camel.main.name", "camel.x-y.z", "series.url"})
    void settingsOfOthersAreNobodysBusiness(String key) {
        assertThatCode(check(key, "x")::requireAlone).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"serai.lrs.username, serai.lrs.password", "serai.lrs.password, serai.lrs.username",
            "serai.lrs.oauth2.client-id, serai.lrs.oauth2.token.url",
            "serai.servicebus.proxy.username, serai.servicebus.proxy.password",
            "serai.people.scim.token, serai.people.scim.url",
            "serai.people.scim.oauth2.client-id, serai.people.scim.oauth2.token.url",
            "serai.courses.query, serai.courses.url",
            "serai.webhook.tls.key, serai.webhook.tls.certificate", "serai.webhook.tls.password, serai.webhook.tls.certificate"})
    void whatDoesNothingWithoutAnotherIsRefused(String key, String other) {
        assertThatThrownBy(() -> check(key, "s3cr3t").require())
                .hasMessage(key + ": has no effect without " + other + "; set both, or neither");
    }

    @ParameterizedTest
    @CsvSource({"serai.warehouse.url, jdbc:foo:bar, there are no statements for 'foo'",
            "serai.warehouse.dialect, foo, there are no statements for 'foo'",
            "serai.warehouse.url, jdbc:mysql://db.example.org/learning, no driver here accepts jdbc:mysql"})
    void aWarehouseThatNothingCanBeDoneWithIsRefused(String key, String value, String why) {
        assertThatThrownBy(() -> check(key, value).requireAlone()).hasMessageStartingWith(key + ": " + why);
    }

    @Test
    void theDialectsThatThereAreAreNamed() {
        assertThatThrownBy(() -> check("serai.warehouse.url", "jdbc:foo:bar").requireAlone())
                .hasMessageContaining("only for mariadb, postgresql, sqlite, sqlserver; correct "
                        + "it, or set serai.warehouse.dialect");
    }

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://db/learning, postgresql", "jdbc:mariadb://db/learning, mariadb",
            "jdbc:mysql://db/learning, mariadb", "jdbc:sqlserver://db;databaseName=learning, sqlserver"})
    void theAddressOfTheWarehouseDecidesItsDialect(String url, String dialect) {
        assertThat(set("serai.warehouse.url", url).text(WarehouseSetting.DIALECT)).isEqualTo(dialect);
    }

    @Test
    void nothingIsProposedWhereNothingIsNear() {
        assertThatThrownBy(() -> check("serai.colour", "x").require())
                .hasMessageContaining("docs/settings.md lists all settings");
    }

    @Test
    void aSettingOfOnesOwnIsKnownOnceARouteOrAnotherSettingUsesIt() throws IOException {
        context.getPropertiesComponent().addInitialProperty("serai.hr.base", "https://hr.example.org");
        context.getPropertiesComponent().addInitialProperty("serai.hr.url", "{{serai.hr.base}}/completions");
        context.build();
        UnknownSettings unknown = new UnknownSettings(context.getPropertiesComponent(), key -> "");
        Map<String, String> environment = Map.of("SERAI_HR_URL", "https://hr.example.org");

        assertThat(unknown.problems(Set.of(), environment)).first().asInstanceOf(THROWABLE)
                .hasMessageStartingWith("serai.hr.url: there is no");
        assertThat(unknown.problems(UnknownSettings.usedBy(List.of(
                ResourceHelper.fromString("hr.camel.yaml", "httpUri: \"{{serai.hr.url}}\""))), environment)).isEmpty();
    }

    @Test
    void aMistypedVariableIsRefusedAndAKnownOneIsNot() {
        context.build();
        UnknownSettings unknown = new UnknownSettings(context.getPropertiesComponent(), key -> "");

        assertThat(unknown.problems(Set.of(), Map.of("SERAI_LRS_URLL", "x"))).first().asInstanceOf(THROWABLE)
                .hasMessageStartingWith(
                        "SERAI_LRS_URLL (in the environment): there is no such setting; did you mean SERAI_LRS_URL?");
        assertThat(unknown.problems(Set.of(), Map.of("SERAI_XAPI_LEARNING_PATH_TYPE", "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERAI_SERVICE_HOST=10.0.0.1", "SERAI_SERVICE_PORT_HTTP=80", "SERAI_PORT=tcp://10.0.0.1:80",
            "SERAI_LRS_PORT_80_TCP_ADDR=10.0.0.1", "SERAI_JAVA_OPTIONS=-Xmx192m", "SERAI_LOG_LEVEL_AZURE=WARN", "SERAIL=x"})
    void variablesOfKubernetesAndOfTheLauncherAreNoSettings(String variable) {
        context.build();
        UnknownSettings unknown = new UnknownSettings(context.getPropertiesComponent(), key -> "");
        String[] parts = variable.split("=", 2);

        assertThat(unknown.problems(Set.of(), Map.of(parts[0], parts[1]))).isEmpty();
    }

    @Test
    void whoeverEmbedsSeraiIsToldTheSame(@TempDir Path folder) throws Exception {
        try (OneDestination serai = new OneDestination("lrs", folder).with("serai.lrs.batch.size", "abc")) {
            assertThatThrownBy(serai::start).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("serai.lrs.batch.size=abc: must be a whole number from 1 to 10000");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
