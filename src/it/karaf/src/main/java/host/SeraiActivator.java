package host;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import serai.Serai;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.Properties;

/** Starts Serai with the bundle, and ends it with that. Settings and routes stand below etc/serai, where they are edited. */
public final class SeraiActivator implements BundleActivator {

    private final CamelContext context = new DefaultCamelContext();

    @Override
    public void start(BundleContext bundle) throws Exception {
        Path home = Path.of(System.getProperty("karaf.base"), "etc", "serai");
        copyRoutes(bundle.getBundle(), home);
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("application.properties"))) {
            settings.load(reader);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(getClass().getClassLoader());
        try {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(Integer.parseInt(settings.getProperty("host.port")));
            server.setMaxBodySize(1_048_576L);
            context.setApplicationContextClassLoader(getClass().getClassLoader());
            context.addService(new VertxPlatformHttpServer(server));
            settings.setProperty("serai.routes", "file:" + home.resolve("routes"));
            context.getPropertiesComponent().setInitialProperties(settings);
            Serai.addTo(context);
            context.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Camel finds nothing in a bundle by classpath:, so all shipped routes that are not there yet are copied. */
    private static void copyRoutes(Bundle bundle, Path home) throws IOException {
        for (URL entry : Collections.list(bundle.findEntries("routes", "*.*", true))) {
            Path file = home.resolve(entry.getPath().substring(1));
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                try (InputStream shipped = entry.openStream()) {
                    Files.copy(shipped, file);
                }
            }
        }
    }

    @Override
    public void stop(BundleContext bundle) throws Exception {
        context.close();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) { // or they, and with them all classes, stay in memory
            if (driver.getClass().getClassLoader() == getClass().getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
