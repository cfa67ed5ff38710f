package serai.spring;

import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Serai's settings in Spring's Environment. Camel itself can ask Spring for a value, but can't list the names, so a misspelt
 * name would silently have no effect.
 */
final class EnvironmentProperties implements LoadablePropertiesSource {

    private static final String OURS = "serai.";

    private final ConfigurableEnvironment environment;

    EnvironmentProperties(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "Spring's Environment";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return name.startsWith(OURS) ? environment.getProperty(name) : null;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties found = new Properties();
        environment.getPropertySources().stream()
                .flatMap(source -> source instanceof EnumerablePropertySource<?> named ? Stream.of(named.getPropertyNames())
                        : Stream.empty())
                .filter(name -> name.startsWith(OURS)).filter(filter).forEach(name -> put(found, name));
        return found;
    }

    private void put(Properties found, String name) {
        String value = getProperty(name);
        if (value != null) {
            found.setProperty(name, value);
        }
    }

    @Override
    public void reloadProperties(String location) {
        // Spring's Environment is asked each time
    }
}
