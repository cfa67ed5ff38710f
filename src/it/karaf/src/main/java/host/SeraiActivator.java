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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Starts Serai with the bundle, and ends it with that. Settings and routes stand below etc/serai, where they are edited. */
public final class SeraiActivator implements BundleActivator {

    private volatile CamelContext context;

    @Override
    public void start(BundleContext bundle) throws Exception {
        Path home = Path.of(System.getProperty("karaf.base"), "etc", "serai");
        copyRoutes(bundle.getBundle(), home);
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("application.properties"))) {
            settings.load(reader);
        }
        settings.setProperty("serai.routes", "file:" + home.resolve("routes"));
        onAThreadOfItsOwn(() -> {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(Integer.parseInt(settings.getProperty("host.port")));
            server.setMaxBodySize(1_048_576L);
            CamelContext made = new DefaultCamelContext();
            made.setApplicationContextClassLoader(getClass().getClassLoader());
            made.addService(new VertxPlatformHttpServer(server));
            made.getPropertiesComponent().setInitialProperties(settings);
            Serai.addTo(made);
            made.start();
            return made;
        });
    }

    /** With the bundle's class loader; and what Camel leaves in the thread ends with it, and not with Karaf. */
    private void onAThreadOfItsOwn(Callable<CamelContext> action) throws Exception {
        FutureTask<CamelContext> task = new FutureTask<>(action);
        Thread thread = new Thread(task, "serai-bundle");
        thread.setContextClassLoader(getClass().getClassLoader());
        thread.start();
        context = task.get();
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
        onAThreadOfItsOwn(() -> {
            context.close();
            return null;
        });
        for (Driver driver : Collections.list(DriverManager.getDrivers())) { // or they, and with them all classes, stay in memory
            if (driver.getClass().getClassLoader() == getClass().getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
