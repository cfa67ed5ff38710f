package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import serai.settings.LiteralPropertiesSource;
import serai.settings.Setting;

import java.util.Map;
import java.util.Properties;

/**
 * Settings from the environment, or from the Java command line: before the file, and after what a command fixes for itself.
 * Camel on its own asks the environment before everything, and a demo would then reach whatever is configured there.
 */
public final class Environment implements LiteralPropertiesSource, Ordered {

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Makes this the only way in which a context asks for the environment. */
    public void addTo(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addPropertiesSource(this);
    }

    /** The ports: camel-main passes over variables that end in _PORT, for Kubernetes sets some itself ({@code tcp://…}). */
    public Properties ports() {
        Properties ports = new Properties();
        for (String name : new String[]{"camel.server.port", "camel.management.port"}) {
            String port = variables.getOrDefault(Setting.variable(name), "");
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
        String value = variables.get(Setting.variable(name));
        return value == null ? System.getProperty(name) : value;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }
}
