package serai.spring;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What an editor completes in application.yml; {@code -Ddocs.write} rewrites it. */
class SettingsMetadataTest {

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Pattern CHOICE = Pattern.compile("`([^`]*)`");

    @Test
    void listsEverySettingForCompletion() throws IOException {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode metadata = mapper.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        SettingGroup.all().forEach(setting -> {
            describe(properties.addObject(), setting);
            if (setting.form().expected().startsWith("`")) {
                ArrayNode values = hints.addObject().put("name", setting.key()).putArray("values");
                CHOICE.matcher(setting.form().expected()).results().forEach(one -> values.addObject().put("value", one.group(1)));
            }
        });
        String json = mapper.writeValueAsString(metadata) + "\n";
        if (System.getProperty("docs.write") != null) {
            Files.writeString(FILE, json);
        }

        assertThat(Files.readString(FILE)).as("mvn test -Dtest=SettingsMetadataTest -Ddocs.write writes it").isEqualTo(json);
    }

    private static void describe(ObjectNode property, Setting setting) {
        String expected = setting.form().expected();
        Class<?> type = expected.startsWith("a whole number") ? Long.class
                : expected.equals("`true` or `false`") ? Boolean.class : String.class;
        property.put("name", setting.key()).put("type", type.getName())
                .put("description", setting.meaning().replace("`", "") + " (" + expected.replace("`", "") + ")");
        setting.byDefault().filter(value -> !value.isEmpty()).ifPresent(value -> property.put("defaultValue", value));
    }

    @Test
    void listsTheNamesThatAnApplicationHasSet() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("application.yml",
                Map.of("serai.dta", "a", "serai.data", "${host.data}/serai", "host.data", "/srv")));

        EnvironmentProperties properties = new EnvironmentProperties(environment);

        assertThat(properties.loadProperties()).containsOnly(Map.entry("serai.dta", "a"), Map.entry("serai.data", "/srv/serai"));
        assertThat(properties.getProperty("host.data")).isNull();
    }
}
