package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import serai.settings.EnvironmentVariable;
import serai.settings.LiteralPropertiesSource;
import serai.settings.VariableFiles;

import java.util.Map;
import java.util.Properties;

/**
 * Settings from the environment and from system properties. They take precedence over the file, but not over the values that a
 * command sets itself. Camel itself would ask the environment first, and a demo would then reach the systems that are
 * configured there.
 */
public final class Environment implements LiteralPropertiesSource, Ordered {

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Makes this the only source from which a context reads the environment. */
    public void addTo(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addPropertiesSource(this);
    }

    /**
     * The servers' ports. They are read here because camel-main skips variables that end in _PORT: Kubernetes sets some of them
     * itself ({@code tcp://…}).
     */
    public Properties ports() {
        Properties ports = new Properties();
        for (String name : new String[]{"camel.server.port", "camel.management.port"}) {
            String port = variables.getOrDefault(EnvironmentVariable.of(name), "");
            if (Ports.isPort(port)) {
                ports.setProperty(name, port);
            }
        }
        return ports;
    }

    @Override
    public String getName() {
        return "the environment";
    }

    @Override
    public String getProperty(String name) {
        String value = variables.get(EnvironmentVariable.of(name));
        if (value == null) {
            value = VariableFiles.content(name, variables);
        }
        return value != null ? value : System.getProperty(name);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }
}
