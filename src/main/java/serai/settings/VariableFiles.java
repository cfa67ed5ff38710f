package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings of Serai in files that variables name, such as {@code SERAI_LRS_PASSWORD_FILE}, in a host: what the host itself sets
 * comes first. Gives nothing where Camel may not read the environment.
 */
public final class VariableFiles implements LiteralPropertiesSource, Ordered {

    static final String NAME = "a file that the environment names";

    private static final String OURS = "serai.";

    private final CamelContext context;
    private final Map<String, String> variables;

    VariableFiles(CamelContext context, Map<String, String> variables) {
        this.context = context;
        this.variables = variables;
    }

    /**
     * The text of the file that a setting's variable names, as systemd, Docker and Kubernetes hand secrets over, without its last
     * line break; null if no variable names one. It is read anew each time.
     *
     * @throws IllegalArgumentException if it can't be read; the message is one line that names the variable and the file
     */
    public static @Nullable String content(String setting, Map<String, String> variables) {
        String variable = EnvironmentVariable.of(setting) + EnvironmentVariable.OF_FILE;
        String file = variables.get(variable);
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) { // its message may quote the file
            throw new IllegalArgumentException(
                    "%s names %s, which can't be read; correct the name, or let Serai's user read it (in UTF-8)"
                            .formatted(variable, file));
        }
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return name.startsWith(OURS) && readsTheEnvironment() && !SettingDefaults.isSetByHost(context, name)
                ? content(name, variables) : null;
    }

    private boolean readsTheEnvironment() {
        return !(context.getPropertiesComponent() instanceof PropertiesComponent properties)
                || properties.getEnvironmentVariableMode() != PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;
    }

    /** Behind the host's sources, before the defaults. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST - 1;
    }
}
