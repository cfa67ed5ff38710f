package serai.settings;

import org.apache.camel.Ordered;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.destinations.Secret;
import serai.settings.known.LrsSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;
import serai.testkit.EmbeddedSerai;
import serai.testkit.OneDestination;
import serai.testkit.http.HttpSink;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A setting's value is what was set, to the letter, wherever it is set and wherever it is used. */
class LiteralSettingsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int VALUES = Integer.getInteger("serai.literals", 150);
    /** What something on the way to where a value is used takes for more than letters. */
    private static final List<String> PIECES = List.of("\\", "{{", "}}", "{", "}", "#", "#bean:", "#class:", "#type:", "#property:",
            "#valueAs(int):", "Exchange.", "RAW(", ")", "$1", "${body}", "%s", "%41", "%", "+", "&", "=", "?", ":", "'", "\"",
            " ", "ü", "名", "?nested=true", "!", "@@[", "]@@", "a", "b", "0");
    private static final List<String> NASTY =
            List.of("a\\b", "p{{w", "p}}w", "#bean:secret", "#class:x", "Exchange.FILE_NAME", "p{{w}}q",
                    "\\{{x\\}}", "a+b%41&c=d#e?f", "$1\\$2${body}", "RAW(x)&y", " before and after ", " #{{");

    /** Where a value can come from. */
    enum Place {
        SYSTEM_PROPERTY, ENVIRONMENT, FILE, HOST
    }

    @AfterEach
    void forget() {
        SettingGroup.all().map(Setting::key).forEach(System::clearProperty);
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsSetAnywhereArrivesWhereItIsUsed(Place place, @TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        for (String any : Stream.concat(NASTY.stream(), IntStream.range(0, VALUES).mapToObj(i -> any(random))).toList()) {
            String value = place == Place.FILE ? any.stripTrailing() : any; // Camel reads the file so
            Setting setting = random.nextBoolean() ? LrsSetting.PASSWORD : ServiceBusSetting.PROXY_PASSWORD;
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                set(place, setting, value, context, folder);
                context.build();
                Settings settings = Settings.of(context);
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("secret.camel.yaml", """
                        - beans:
                            - name: used
                              type: serai.destinations.Secret
                              properties:
                                text: "{{%s}}"
                        """.formatted(setting.key())));

                assertThat(settings.text(setting)).as("-Dseed=%s %s: asked for", SEED, value).isEqualTo(value);
                assertThat(context.getRegistry().lookupByNameAndType("used", Secret.class))
                        .as("-Dseed=%s %s: a property of a bean", SEED, value).hasToString(value);
                assertThat(context.resolvePropertyPlaceholders("<{{" + setting.key() + "}}>"))
                        .as("-Dseed=%s %s: a part of a text", SEED, value).isEqualTo("<" + value + ">");
            } finally {
                System.clearProperty(setting.key());
            }
        }
    }

    /** Of a few pieces, so that they meet, and meet again. */
    private static String any(Random random) {
        List<String> few = random.ints(1 + random.nextInt(6), 0, PIECES.size()).mapToObj(PIECES::get).toList();
        return random.ints(1 + random.nextInt(8), 0, few.size()).mapToObj(few::get).collect(Collectors.joining());
    }

    private static void set(Place place, Setting setting, String value, DefaultCamelContext context, Path folder)
            throws IOException {
        switch (place) {
            case SYSTEM_PROPERTY -> System.setProperty(setting.key(), value);
            case ENVIRONMENT -> context.getPropertiesComponent().addPropertiesSource(new Variable(setting.key(), value));
            case HOST -> context.getPropertiesComponent().addInitialProperty(setting.key(), escaped(value));
            case FILE -> {
                Path file = folder.resolve("application.properties");
                Properties properties = new Properties();
                properties.setProperty(setting.key(), escaped(value));
                try (Writer writer = Files.newBufferedWriter(file)) {
                    properties.store(writer, null);
                }
                context.getPropertiesComponent().setEncoding("UTF-8");
                context.getPropertiesComponent().setLocation("file:" + file);
            }
        }
    }

    /** As docs/operating.md says of braces in the file. */
    private static String escaped(String value) {
        return value.replace("{{", "\\{{").replace("}}", "\\}}");
    }

    private record Variable(String key, String value) implements LiteralPropertiesSource, Ordered {

        @Override
        public String getName() {
            return "the environment";
        }

        @Override
        public String getProperty(String name) {
            return name.equals(key) ? value : null;
        }

        @Override
        public int getOrder() {
            return HIGHEST;
        }
    }

    @Test
    void aPlaceholderInTheFileIsResolvedAndWhatItGivesIsText() {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("serai.lrs.password", "{{serai.mine}}");
            context.getPropertiesComponent().addInitialProperty("serai.lrs.username",
                    "{{sys:serai.lrs.username.of.test}}-{{serai.no:x}}");
            System.setProperty("serai.mine", "p{{w\\}}");
            System.setProperty("serai.lrs.username.of.test", "{{u}}");
            context.build();

            assertThat(Settings.of(context).text(LrsSetting.PASSWORD)).isEqualTo("p{{w\\}}");
            assertThat(Settings.of(context).text(LrsSetting.USERNAME)).isEqualTo("{{u}}-x");
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            System.clearProperty("serai.mine");
            System.clearProperty("serai.lrs.username.of.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t{{w}}", "{{s3cr3t}}", "{{serai.lrs.password}}", "{{env:S3CR3T_s3cr3t}}"})
    void aPlaceholderOfNothingIsRefusedByTheSettingsNameAndNotPrinted(String value) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.lrs.password", value);
        context.build();

        assertThatThrownBy(() -> new SettingsCheck(context).require()).hasMessageStartingWith("serai.lrs.password: ")
                .satisfies(failure -> Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .forEach(cause -> assertThat(cause.toString()).doesNotContain("s3cr3t")));
    }

    @Test
    void aVaultWithoutASignInIsRefusedByTheSettingsName() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.lrs.password", "{{azure:lrs}}");
        context.build();

        assertThatThrownBy(() -> new SettingsCheck(context).require())
                .hasMessage("serai.lrs.password: {{azure:lrs}} can't be read: "
                        + "nothing says how to sign in to the vault; set camel.vault.azure.vaultName, and "
                        + "camel.vault.azure.azureIdentityEnabled = true (docs/azure.md)");
    }

    @Test
    void aPlaceholderInTheEnvironmentIsRefusedForItWouldBeTakenToTheLetter() {
        System.setProperty("serai.lrs.password", "{{env:LRS_PASSWORD}}");
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();

        assertThatThrownBy(() -> Settings.of(context).text(LrsSetting.PASSWORD))
                .hasMessageStartingWith("serai.lrs.password: has a placeholder").hasMessageContaining("application.properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t\n", "s3\rcr3t", "\u0000s3cr3t"})
    void aSecretWithALineBreakIsRefusedAndNotPrinted(String value) {
        System.setProperty("serai.lrs.password", value);
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();

        assertThatThrownBy(() -> Settings.of(context).text(LrsSetting.PASSWORD))
                .hasMessageStartingWith("serai.lrs.password: must be")
                .hasMessageNotContaining("s3cr3t");
    }

    /** Blanks around count for a password: it is not for us to know. */
    @Test
    void theLrsGetsThePasswordThatWasSet(@TempDir Path folder) throws Exception {
        for (String password : NASTY) {
            System.setProperty("serai.lrs.password", password);
            Path own = Files.createTempDirectory(folder, "lrs");
            try (HttpSink lrs = new HttpSink();
                    OneDestination serai = new OneDestination("lrs", own)
                            .with("serai.lrs.url", lrs.url() + "/").with("serai.lrs.username", "u").start()) {
                serai.append("learner-1");

                await().atMost(30, SECONDS).until(() -> !lrs.requests().isEmpty());
                assertThat(lrs.requests().get(0).header("Authorization")).as(password)
                        .isEqualTo(EmbeddedSerai.basic("u", password));
            }
        }
    }

    @Test
    void theDatabaseGetsTheUserAndThePasswordThatWereSet(@TempDir Path folder) throws Exception {
        Login driver = new Login();
        DriverManager.registerDriver(driver);
        try {
            for (String password : NASTY) {
                System.setProperty("serai.warehouse.password", password);
                System.setProperty("serai.warehouse.username", password.strip());
                driver.seen.clear();
                try (OneDestination serai = new OneDestination("warehouse", Files.createTempDirectory(folder, "warehouse"))
                        .withStatements("sqlite").with("serai.warehouse.dialect", "sqlite")
                        .with("serai.warehouse.url", "jdbc:login:here").start()) {
                    serai.append("learner-1");

                    await().atMost(30, SECONDS).until(() -> !driver.seen.isEmpty());
                    assertThat(driver.seen.peek().getProperty("password")).isEqualTo(password);
                    assertThat(driver.seen.peek().getProperty("user")).isEqualTo(password.strip());
                }
            }
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @Test
    void theWebhookLetsInWhoHasThePasswordThatWasSet(@TempDir Path folder) throws Exception {
        for (String password : List.of("a\\b of the inn", "p{{w of the inn", "#bean:secret", " before and after ")) {
            System.setProperty("serai.praesidium.password", password);
            try (EmbeddedSerai serai = new EmbeddedSerai(Files.createTempDirectory(folder, "webhook")).start()) {
                assertThat(answer(serai, password)).as(password).isEqualTo(202);
                assertThat(answer(serai, password.replace("\\", "") + "x")).as(password).isEqualTo(401);
            }
        }
    }

    private static int answer(EmbeddedSerai serai, String password) throws IOException, InterruptedException {
        return serai.send(serai.request().setHeader("Authorization", EmbeddedSerai.basic("praesidium", password))
                .POST(BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode();
    }

    /** The folder is a parameter of an endpoint: part of an address, where + is a blank and & ends it. */
    @Test
    void theArchiveIsInTheFolderThatWasSet(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("a+b %41&c=d#e{{f");
        System.setProperty("serai.archive.folder", archive.toString());
        try (OneDestination serai = new OneDestination("archive", folder.resolve("serai")).start()) {
            serai.append("learner-1");

            // It may not be there yet, and a file may get its name meanwhile.
            await().atMost(30, SECONDS).ignoreExceptions().untilAsserted(() -> {
                try (Stream<Path> files = Files.walk(archive)) {
                    assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
                }
            });
        }
    }

    /** From the environment of a process, which starts, and prints none of them. */
    @Test
    void aProcessStartsWithWhateverPasswordAndPrintsNone(@TempDir Path folder) throws Exception {
        SeraiFolder shop = new SeraiFolder(folder).withVariable("SERAI_LRS_URL", "http://127.0.0.1:9/xapi")
                .withVariable("SERAI_LRS_USERNAME", "u").withVariable("SERAI_LRS_PASSWORD", "s3cr3t{{w")
                .withVariable("SERAI_WAREHOUSE_PASSWORD", "#bean:s3cr3t");
        shop.settings().remove("serai.praesidium.password");
        shop.withVariable("SERAI_PRAESIDIUM_PASSWORD", "#class:s3cr3t\\");

        try (SeraiProcess serai = shop.start("run").untilRunning()) {
            assertThat(serai.out() + serai.errors()).doesNotContain("s3cr3t");
        }
    }

    /** Lets nobody in, and remembers who came. */
    private static final class Login implements Driver {

        final Queue<Properties> seen = new ConcurrentLinkedQueue<>();

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            seen.add(info);
            throw new SQLException("nobody is let in", "28000");
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:login:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
