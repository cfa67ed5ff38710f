package serai.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.Payload;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;
import serai.testkit.journal.OperatedJournal;
import serai.testkit.process.Promtool;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The commands that the shipped alerts name, as an operator copies them at night. */
class AlertsTest {

    private static final Path ALERTS = Path.of("docs/prometheus-alerts.yaml");
    private static final Pattern COMMAND =
            Pattern.compile("\\./serai (\\w[\\w-]*(?: (?:list|resume)(?: (?!--)\\w+)?)?(?: --\\w+(?: lrs| praesidium)?)*)");

    @TempDir
    private Path folder;
    private OperatedJournal serai;

    @BeforeEach
    void start() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.toString());
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:routes");
        serai = new OperatedJournal(folder);
        OperatedJournal.Fake lrs = serai.destination("lrs");
        lrs.fails(FailureClass.REFUSED, "anna");
        serai.append(completion("anna"), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.append(completion("anna", new BigDecimal("99")), "lrs");
        serai.journal().reject("praesidium", "not JSON", Payload.of("x".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        serai.runFor(Duration.ofSeconds(3));
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("cleo"), "lrs");
        serai.runFor(Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() {
        serai.close();
        System.clearProperty(RuntimeSetting.DATA.key());
        System.clearProperty(RuntimeSetting.ROUTES.key());
    }

    /** The commands by alert; the label {@code source} is praesidium, {@code destination} is lrs. */
    private static Map<String, List<String>> commands() throws IOException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (JsonNode rule : new YAMLMapper().readTree(ALERTS.toFile()).at("/groups/0/rules")) {
            String told = rule.at("/annotations/description").asText().replace("{{ $labels.source }}", "praesidium")
                    .replace("{{ $labels.destination }}", "lrs");
            assertThat(told).doesNotContain("{{");
            Matcher command = COMMAND.matcher(told);
            commands.put(rule.path("alert").asText(), command.results().map(found -> found.group(1)).toList());
        }
        return commands;
    }

    @Test
    void eachCommandOfAnAlertWorks() throws IOException {
        Map<String, List<String>> commands = commands();

        assertThat(commands.values().stream().flatMap(List::stream)).contains("status", "run", "destinations resume lrs",
                "dead-letters list --destination lrs", "dead-letters list --from praesidium", "replay --unrouted");
        // A run would not end, and a reload wants one that runs.
        commands.values().stream().flatMap(List::stream).filter(command -> !List.of("run", "reload").contains(command)).distinct()
                .forEach(command -> CommandRun.of(0, command.split(" ")));
    }

    @Test
    void promtoolReadsThem() {
        assertThat(Promtool.complaints(List.of("rules", ALERTS.toString()), "")).isEmpty();
    }

    @Test
    void theAlertOfRefusedEventsLeadsToThem() throws IOException {
        for (String command : commands().get("SeraiRejectsEvents")) {
            assertThat(CommandRun.of(0, command.split(" ")).out()).contains("praesidium-rejected-1");
            assertThat(CommandRun.of(0, command.replace("praesidium", "mct").split(" ")).out())
                    .contains("mct-differs-1", "sent before with other content").doesNotContain("rejected");
        }
        assertThat(commands().get("SeraiRejectsEvents")).hasSize(1);
    }

    @Test
    void theAlertOfDeadLettersLeadsToThem() throws IOException {
        assertThat(commands().get("SeraiDeadLetters")).singleElement()
                .satisfies(command -> assertThat(CommandRun.of(0, command.split(" ")).out()).contains("lrs-1"));
    }

    @Test
    void aSourceThatHasLeftNothingIsKnownAndAnUnknownNameListsTheKnownOnes() {
        System.setProperty(PraesidiumSetting.SOURCE.key(), "academy");
        try {
            assertThat(CommandRun.of(0, "dead-letters", "list", "--from", "academy").out()).isEqualTo("There are none.\n");
            assertThat(CommandRun.of(2, "dead-letters", "list", "--from", "prasidium").error())
                    .contains("--from: there is no 'prasidium'; there are ", "mct", "academy", "broker, unrouted, webhook");
        } finally {
            System.clearProperty(PraesidiumSetting.SOURCE.key());
        }
    }
}
