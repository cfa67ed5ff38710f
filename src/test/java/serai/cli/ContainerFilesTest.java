package serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.testkit.formats.Judges;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What linters and schemas of others say of the files for containers, and what of Serai's own they have to agree with. */
class ContainerFilesTest {

    private static final Path FOLDER = Path.of("src/dist");

    private String dockerfile;
    private String compose;
    private String kubernetes;

    @BeforeEach
    void read() throws IOException {
        dockerfile = Files.readString(FOLDER.resolve("container/Dockerfile"));
        compose = Files.readString(FOLDER.resolve("container/compose.yaml"));
        kubernetes = Files.readString(FOLDER.resolve("kubernetes/serai.yaml"));
    }

    private static List<String> judged(String dockerfile, String compose, String kubernetes) throws Exception {
        Judges.require("FILES FOR CONTAINERS");
        ObjectNode texts = new JsonMapper().createObjectNode();
        texts.put("dockerfile", dockerfile).put("compose", compose).put("kubernetes", kubernetes);
        return Judges.judged("containers.js", texts);
    }

    @Test
    void nobodyHasAnythingAgainstThem() throws Exception {
        assertThat(judged(dockerfile, compose, kubernetes)).isEmpty();
    }

    @Test
    void eachJudgeSeesAFault() throws Exception {
        assertThat(judged(dockerfile.replace("USER ", "USR "), compose.replace("read_only: true", "read_only: 3"),
                kubernetes.replace("replicas: 1", "replicas: one")))
                .anyMatch(line -> line.startsWith("dockerfile:")).anyMatch(line -> line.startsWith("compose:"))
                .anyMatch(line -> line.startsWith("kubernetes: StatefulSet"));
    }

    /** Who stops it has to wait as long as Serai may take. */
    @Test
    void leaveSeraiTheTimeToSettleWhatIsInHand() throws IOException {
        int stop = Files.readAllLines(Path.of("application.properties")).stream()
                .filter(line -> line.startsWith("camel.main.shutdownTimeout")).map(line -> line.replaceAll("\\D", ""))
                .mapToInt(Integer::parseInt).findFirst().orElseThrow();
        JsonNode pod = statefulSet().at("/spec/template/spec");
        int before = pod.at("/containers/0/lifecycle/preStop/exec/command/1").asInt();

        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(stop + before);
        assertThat(new YAMLMapper().readTree(compose).at("/services/serai/stop_grace_period").asText())
                .matches(wait -> Integer.parseInt(wait.replace("s", "")) > stop, "longer than " + stop);
    }

    /** A start-up that takes long (a migration) is no reason to be killed, and a journal that is full is none either. */
    @Test
    void probesAskWhatSeraiAnswers() throws IOException {
        JsonNode container = statefulSet().at("/spec/template/spec/containers/0");

        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/observe/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/observe/health/ready");
        assertThat(container.at("/startupProbe/periodSeconds").asInt() * container.at("/startupProbe/failureThreshold").asInt())
                .isGreaterThanOrEqualTo(180);
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(dockerfile)
                .contains("\nUSER " + statefulSet().at("/spec/template/spec/securityContext/runAsUser").asInt() + ":");
    }

    /** Kubernetes makes the volume root's and that group's, with the right to write; Serai refuses such a folder otherwise. */
    @Test
    void aVolumeOfAGroupIsTrusted() throws IOException {
        assertThat(statefulSet().at("/spec/template/spec/securityContext/fsGroup").asInt()).isPositive();
        assertThat(settings()).containsEntry("serai.data.trust", "group");
    }

    /** A variable of the image would overrule the file, without a word. */
    @Test
    void theImageSetsNothingThatAFileMaySet() throws IOException {
        Set<String> variables = Pattern.compile("\\b([A-Z][A-Z0-9_]+)=").matcher(environment()).results()
                .map(set -> set.group(1)).collect(Collectors.toSet());

        assertThat(variables).containsExactly("SERAI_HOME");
        assertThat(settings()).containsEntry("serai.data", "/var/lib/serai/data");
    }

    private String environment() {
        return Pattern.compile("(?m)^ENV (.*(?:\\\\\\n.*)*)").matcher(dockerfile).results().map(set -> set.group(1))
                .collect(Collectors.joining("\n"));
    }

    /** A password in a manifest is everybody's who reads it, and stays what it was. */
    @Test
    void noManifestHasASecret() throws IOException {
        for (String object : kubernetes.split("(?m)^---$")) {
            assertThat(new YAMLMapper().readTree(object).path("kind").asText()).isNotEmpty().isNotEqualTo("Secret");
        }
        assertThat(Files.readString(Path.of("docs/containers.md")))
                .contains("secret generic " + statefulSet().at("/spec/template/spec/volumes").findValue("secretName").asText());
    }

    private Map<Object, Object> settings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(object("ConfigMap").path("data").path("application.properties").asText()));
        return settings;
    }

    private JsonNode statefulSet() throws IOException {
        return object("StatefulSet");
    }

    private JsonNode object(String kind) throws IOException {
        for (String object : kubernetes.split("(?m)^---$")) {
            JsonNode read = new YAMLMapper().readTree(object);
            if (read.path("kind").asText().equals(kind)) {
                return read;
            }
        }
        throw new AssertionError("no " + kind);
    }
}
