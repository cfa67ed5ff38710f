package host;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Serai;

import java.sql.Driver;
import java.sql.DriverManager;

/** Starts Serai with the web application, and ends it with that. */
public final class SeraiListener implements ServletContextListener {

    private final CamelContext context = new DefaultCamelContext();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            context.getPropertiesComponent().setLocation("file:" + System.getProperty("catalina.base") + "/conf/serai.properties");
            Serai.addTo(context);
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            context.close();
            for (Driver driver : DriverManager.drivers().toList()) { // or they, and with them all classes, stay in memory
                if (driver.getClass().getClassLoader() == getClass().getClassLoader()) {
                    DriverManager.deregisterDriver(driver);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
