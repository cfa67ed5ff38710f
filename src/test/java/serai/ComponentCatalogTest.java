package serai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.ArchiveComponent;
import serai.journal.JournalWriter;
import serai.journal.camel.JournalComponent;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the jar tells Camel's tools about the components {@code journal:} and {@code archive:}. */
class ComponentCatalogTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void tellsEachOptionOfTheJournalWithItsDefault() throws Exception {
        JournalWriter nobody =
                (JournalWriter) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{JournalWriter.class},
                        (proxy, method, arguments) -> null);
        context.addComponent("journal", JournalComponent.withoutDeliveries(nobody, Clock.systemUTC()));

        assertTold("journal", context.getEndpoint("journal:lrs"), JournalComponent.class);
    }

    @Test
    void tellsEachOptionOfTheArchiveWithItsDefault() throws Exception {
        assertTold("archive", context.getEndpoint("archive:csv?folder=" + folder), ArchiveComponent.class);
    }

    @Test
    void letsCamelFindAWrongOption() {
        RuntimeCamelCatalog catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);

        assertThat(catalog.validateProperties("journal", Map.of("destinations", "lrs", "batchSize", "100")).isSuccess()).isTrue();
        assertThat(catalog.validateProperties("journal", Map.of("destinations", "lrs", "batchsize", "100")).getUnknown())
                .containsExactly("batchsize");
        assertThat(catalog.validateProperties("archive", Map.of("suffix", "csv")).getRequired()).containsExactly("folder");
    }

    @Test
    void saysWhatIsMissingWhereThereIsNoJournal() {
        assertThatThrownBy(() -> context.getEndpoint("journal:lrs")).rootCause()
                .hasMessage("journal: has no journal in this context; call Serai.addTo(context) first");
    }

    private void assertTold(String scheme, Endpoint endpoint, Class<? extends Component> component) throws Exception {
        JsonNode told = MAPPER.readTree(context.getComponentParameterJsonSchema(scheme));
        assertThat(told.at("/component/javaType").asText()).isEqualTo(component.getName());

        JsonNode options = told.path("properties");
        assertThat(names(options, "parameter")).containsExactlyInAnyOrderElementsOf(
                properties(endpoint.getClass(), DefaultEndpoint.class).map(PropertyDescriptor::getName).toList());
        for (PropertyDescriptor option : properties(endpoint.getClass(), DefaultEndpoint.class).toList()) {
            JsonNode of = options.path(option.getName());
            Object value = option.getReadMethod().invoke(endpoint);
            if (!of.path("required").asBoolean()) {
                assertThat(of.path("defaultValue").asText()).as(option.getName()).isEqualTo(value == null ? "" : value.toString());
            }
            assertThat(of.path("javaType").asText()).isEqualTo(option.getPropertyType().getName());
        }
        assertThat(names(told.path("componentProperties"), "property")).containsExactlyInAnyOrderElementsOf(
                properties(component, DefaultComponent.class).map(PropertyDescriptor::getName).toList());
    }

    private static List<String> names(JsonNode options, String kind) {
        return options.properties().stream().filter(option -> option.getValue().path("kind").asText().equals(kind))
                .map(Map.Entry::getKey).toList();
    }

    /** What can be set on a class, but not on one above it. */
    private static Stream<PropertyDescriptor> properties(Class<?> type, Class<?> above) throws Exception {
        return Arrays.stream(Introspector.getBeanInfo(type, above).getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null);
    }
}
