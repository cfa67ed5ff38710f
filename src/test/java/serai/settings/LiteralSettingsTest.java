package serai.settings;

import org.apache.camel.Ordered;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.destinations.Secret;
import serai.settings.known.LrsSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A setting's value is what was set, to the letter, wherever it is set and wherever it is used. */
class LiteralSettingsTest extends NastyValues {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int VALUES = Integer.getInteger("serai.literals", 150);
    /** What something on the way to where a value is used takes for more than letters. */
    private static final List<String> PIECES = List.of("\\", "{{", "}}", "{", "}", "#", "#bean:", "#class:", "#type:", "#property:",
            "#valueAs(int):", "Exchange.", "RAW(", ")", "$1", "${body}", "%s", "%41", "%", "+", "&", "=", "?", ":", "'", "\"",
            " ", "ü", "名", "?nested=true", "!", "@@[", "]@@", "a", "b", "0");

    /** Where a value can come from. */
    enum Place {
        SYSTEM_PROPERTY, ENVIRONMENT, FILE, HOST
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
}
