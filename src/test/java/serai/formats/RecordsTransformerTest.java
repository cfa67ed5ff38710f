package serai.formats;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.formats.xapi.XapiStatements;
import serai.model.LearningRecord;
import serai.settings.Settings;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordsTransformerTest {

    private static final List<LearningRecord> PAGE =
            List.of(FormatRecords.golden("mct-login"), FormatRecords.golden("mct-module-exam"));

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xapi:statement", "csv:rows", "csv:spreadsheet", "json:lines", "sql:rows", "cloudevents:batch",
            "caliper:envelope"})
    void isFoundByItsNameFromYaml(String dataType) throws Exception {
        startWithDefaults(dataType, settings());

        assertThat(send(PAGE)).isEqualTo(format(dataType).write(PAGE));
    }

    @Test
    void saysWhatItIsMadeOf() throws Exception {
        startWithDefaults("csv:rows", new Properties());

        assertThatThrownBy(() -> send("text")).isInstanceOf(CamelExecutionException.class).cause()
                .hasMessage(
                        "csv:rows needs a learning record, or a list of them as journal: delivers it; the body is a java.lang.String");
    }

    @Test
    void beginsCsvWithAByteOrderMarkWhereThatIsSet() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("serai.csv.bom", "true");
        startWithDefaults("csv:rows", settings);

        assertThat(send(PAGE)).isEqualTo("\uFEFF" + new CsvRows(false).write(PAGE));
    }

    @Test
    void writesTimesForSpreadsheetsInTheFormAndTheZoneThatAreSet() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("serai.csv.time.format", "dd.MM.yyyy HH:mm");
        settings.setProperty("serai.zone", "Europe/Amsterdam");
        startWithDefaults("csv:spreadsheet", settings);

        assertThat(send(PAGE)).startsWith("\uFEFFrecord_id,")
                .contains("\"occurred_at (Europe/Amsterdam, dd.MM.yyyy HH:mm)\"", ",28.02.2021 18:26,");
    }

    @ParameterizedTest
    @CsvSource({"serai.mct.home, mct.example.org, an absolute IRI",
            "serai.xapi.extensions, 'https://example.org/a b', an absolute IRI",
            "serai.xapi.learner.name, perhaps, true or false", "serai.xapi.pass-mark, half, a number from 0 to 100",
            "serai.xapi.actor, name, account or mbox or mbox_sha1sum"})
    void namesTheSettingThatIsWrongAtTheStart(String setting, String value, String problem) {
        Properties settings = settings();
        settings.setProperty(setting, value);

        assertThatThrownBy(() -> startWithDefaults("xapi:statement", settings)).rootCause()
                .hasMessageStartingWith("%s=%s: must be %s", setting, value, problem);
    }

    private static Format format(String dataType) {
        return switch (dataType) {
            case "xapi:statement" -> new XapiStatements(FormatRecords.SETTINGS);
            case "csv:rows" -> new CsvRows(false);
            case "csv:spreadsheet" -> CsvRows.forSpreadsheets(TimeForm.of("yyyy-MM-dd HH:mm:ss", ZoneId.of("UTC")));
            case "json:lines" -> new JsonLines();
            case "cloudevents:batch" -> new CloudEvents(FormatRecords.CLOUD_EVENTS);
            case "caliper:envelope" -> FormatRecords.envelope();
            default -> new SqlRows();
        };
    }

    /** What is not the default. */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("serai.xapi.learning-path.type", "https://example.org/xapi/activity-types/learning-path");
        return settings;
    }

    private void startWithDefaults(String dataType, Properties settings) throws Exception {
        Settings.of(context);
        start(dataType, settings);
    }

    private void start(String dataType, Properties settings) throws Exception {
        context.getPropertiesComponent().setInitialProperties(settings);
        context.getRegistry().bind("seraiClock", Clock.fixed(FormatRecords.SENT, ZoneOffset.UTC));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("destination.camel.yaml", """
                - route:
                    id: destination
                    from:
                      uri: direct
                      parameters:
                        name: page
                      steps:
                        - transformDataType:
                            toType: %s
                """.formatted(dataType)));
        context.start();
    }

    private String send(Object body) throws IOException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody("direct:page", body, String.class);
        }
    }
}
