package serai.destinations.database;

import com.zaxxer.hikari.util.DriverDataSource;
import org.jspecify.annotations.Nullable;
import serai.installation.Installation;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Connections that a driver makes for one use. */
final class DriverConnection {

    private static final String SQLITE_READ_WRITE = "2"; // and does not create the file

    private DriverConnection() {
    }

    /**
     * Reports a missing driver as misconfigured. "08001", which {@link DriverManager} sets, would count as unavailable, but
     * waiting doesn't install a driver.
     */
    static void requireDriver(String address) throws SQLException {
        if (DriverManager.drivers().noneMatch(driver -> takes(address, driver))) {
            throw new SQLException(
                    "no driver here accepts an address that begins with %s; %s (docs/destinations.md, \"MySQL's driver\")"
                            .formatted(address.replaceFirst("(?<=^jdbc:\\w{0,40}:).*", ""), Installation.library("the driver")),
                    "0A000");
        }
    }

    private static boolean takes(String address, Driver driver) {
        try {
            return driver.acceptsURL(address);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Connects once, verifies the server of another machine, and makes no file.
     *
     * @param within how long the connection, and each answer, may take
     */
    static Connection of(String address, @Nullable String username, @Nullable String password, Duration within)
            throws SQLException {
        requireDriver(address);
        Properties properties = DriverProperties.of(address, within, within, false);
        if (address.startsWith("jdbc:sqlite:")) {
            properties.remove("journal_mode"); // which would be written into the file
            properties.setProperty("open_mode", SQLITE_READ_WRITE);
        }
        try {
            return MariaDbSockets
                    .connect(() -> new DriverDataSource(address, null, properties, username, password).getConnection());
        } catch (SQLException e) {
            boolean isElsewhere = !new DatabaseAddress(address).isHere();
            throw isElsewhere && MissingTls.isTheCauseOf(e) ? MissingTls.told(e) : DatabaseAddress.told(e);
        }
    }
}
