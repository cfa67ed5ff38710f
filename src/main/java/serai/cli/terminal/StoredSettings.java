package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.settings.Settings;

import java.nio.file.Files;
import java.nio.file.Path;

/** The settings for commands that run no routes: {@code application.properties}, the environment, the defaults. */
public final class StoredSettings {

    /** The only settings file: in a home's {@code conf/}, or else in the folder itself. */
    public static final String NAME = name(Path.of(""));

    /** The only settings file, as a Camel location. */
    public static final String FILE = "file:" + NAME + ";optional=true";

    private StoredSettings() {
    }

    private static String name(Path folder) {
        String name = "application.properties";
        Path ofHome = folder.resolve("conf").resolve(name);
        return Files.exists(ofHome) ? ofHome.toString() : name;
    }

    public static Settings read() {
        return Settings.of(context());
    }

    /** A context without routes, with the settings that {@code ./serai run} reads. */
    public static CamelContext context() {
        return context(FILE);
    }

    /**
     * As {@link #context()}, with another settings file.
     *
     * @param location as Camel names it, such as {@code file:other.properties}
     */
    public static CamelContext context(String location) {
        CamelContext context = new DefaultCamelContext();
        addTo(context, location);
        context.build();
        return context;
    }

    /** Adds these settings to a context. */
    public static Settings addTo(CamelContext context) {
        return addTo(context, FILE);
    }

    private static Settings addTo(CamelContext context, String location) {
        readInUtf8(context);
        context.getPropertiesComponent().setLocation(location);
        new Environment(System.getenv()).addTo(context);
        return Settings.of(context);
    }

    /** Reads settings files in UTF-8, like all of Serai's files. */
    public static void readInUtf8(CamelContext context) {
        context.getPropertiesComponent().setEncoding("UTF-8");
    }
}
