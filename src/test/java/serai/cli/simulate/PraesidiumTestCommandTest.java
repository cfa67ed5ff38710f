package serai.cli.simulate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.Main;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.LongAnswer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** As it is typed, against the sandbox's test endpoint and a webhook that is there. */
class PraesidiumTestCommandTest {

    private final InputStream in = System.in;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private EmbeddedSerai serai;
    private PraesidiumTestEndpoint praesidium;
    private String error;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        serai = new EmbeddedSerai(data).with("serai.mct.enabled", "false").start();
        praesidium = serai.http().praesidium();
        settings.put("serai.data", data.toString());
        settings.put("serai.praesidium.test.url", serai.http().uri() + PraesidiumTestEndpoint.PATH);
        settings.put("serai.praesidium.test.client-id", "35F5C5A985D111EB857A0A3ECA36592D");
        settings.put("serai.praesidium.test.user-guid", "584adf35-85d1-11eb-857a-0a3eca36592d");
        settings.put("serai.praesidium.test.location-guid", "5f383262-85d1-11eb-857a-0a3eca36592d");
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        settings.keySet().forEach(System::clearProperty);
        System.setIn(in);
        serai.close();
    }

    @Test
    void tellsHowLongTheEventTookToComeBack() {
        praesidium.publishesTo(serai.webhook(), "praesidium", EmbeddedSerai.PASSWORD);

        assertThat(serai(0).lines()).hasSize(2)
                .anySatisfy(line -> assertThat(line).matches("Praesidium answered with success after \\d+ ms"))
                .last().asString().matches("The event arrived and is kept after \\d+ ms");
        assertThat(serai.journal().balances().get("archive").routed()).isOne();
    }

    @Test
    void replacesThePublishingAddressOnlyAfterItHasAsked() {
        praesidium.publishesTo(serai.webhook(), "praesidium", EmbeddedSerai.PASSWORD).movesTo(URI.create("http://127.0.0.1:1/"));

        answers("n");
        assertThat(serai(1, "--url", serai.webhook().toString()))
                .contains("all your events", "until that is changed again");
        assertThat(error).contains("nothing was sent");
        answers("");
        serai(1, "--url", serai.webhook().toString());
        assertThat(praesidium.endpoint()).contains(URI.create("http://127.0.0.1:1/"));
        assertThat(praesidium.published()).isZero();

        answers("y\n");
        assertThat(serai(0, "--url", serai.webhook().toString())).contains("The event arrived");
        assertThat(praesidium.endpoint()).contains(serai.webhook());
    }

    @Test
    void doesNotAskWhereItIsToldNotTo() {
        praesidium.publishesTo(serai.webhook(), "praesidium", EmbeddedSerai.PASSWORD).movesTo(URI.create("http://127.0.0.1:1/"));
        answers("");

        assertThat(serai(0, "--url", serai.webhook().toString(), "--yes"))
                .doesNotContain("[y/N]").contains("The event arrived");
    }

    @Test
    void saysWhatIsMissingOrWentWrongInOneLine() {
        praesidium.publishesTo(serai.webhook(), "praesidium", "another of the inn");
        serai(1, "--wait", "1");
        assertThat(error).hasLineCount(1).contains("no event arrived within 1 s", "address and password");

        System.setProperty("serai.praesidium.test.user-guid", "nobody");
        serai(1);
        assertThat(error).hasLineCount(1).contains("answered 400", "user_guid must be a GUID");

        System.clearProperty("serai.praesidium.test.client-id");
        serai(1);
        assertThat(error).hasLineCount(1).contains("serai.praesidium.test.client-id is not set");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToIt() throws Exception {
        try (LongAnswer endless = new LongAnswer(200, LongAnswer.Part.TEXT)) {
            System.setProperty("serai.praesidium.test.url", endless.url());

            serai(1);

            assertThat(error).hasLineCount(1).contains("the answer has more than 65536 bytes");
            assertThat(endless.mostBytesTaken()).isLessThan(16 << 20);
        }
    }

    private static void answers(String line) {
        System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }

    private String serai(int exit, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(Stream.of("praesidium-test", "--sku", "TCCE1001", "--email",
                "lcarl@notreallythere.com"), Stream.of(options)).toArray(String[]::new);
        int ended = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        error = err.toString();
        assertThat(ended).as(out + error).isEqualTo(exit);
        return out.toString();
    }
}
