package serai.destinations.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What each driver is told beside the address: how long to wait, since as they come they wait for ever, and how to keep what was
 * committed. What the address says itself holds.
 */
final class DriverProperties {

    private static final int CANCEL_SECONDS = 5;

    private DriverProperties() {
    }

    /**
     * @param connect  how long a connection may take
     * @param attempt  how long an attempt may, and so each of its reads
     * @param insecure whether who answers on another machine need not be verified
     */
    static Properties of(String url, Duration connect, Duration attempt, boolean insecure) {
        Properties properties = new Properties();
        known(url, connect, attempt).forEach((name, value) -> {
            if (!isNamed(url, name)) {
                properties.setProperty(name, value.toString());
            }
        });
        if (!insecure) {
            properties.putAll(new DatabaseAddress(url).properties());
        }
        return properties;
    }

    private static Map<String, Object> known(String url, Duration connect, Duration attempt) {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (url.split(":", 3)[1].toLowerCase(Locale.ROOT)) {
            case "postgresql" -> {
                all.put("loginTimeout", seconds(connect));
                all.put("connectTimeout", seconds(connect));
                all.put("socketTimeout", seconds(attempt));
                all.put("tcpKeepAlive", true);
            }
            case "mariadb", "mysql" -> {
                all.put("connectTimeout", connect.toMillis());
                all.put("socketTimeout", attempt.toMillis());
                all.put("tcpKeepAlive", true);
                if (url.startsWith("jdbc:mariadb:") && MariaDbSockets.areKnownToTheDriver()) {
                    all.put("socketFactory", MariaDbSockets.class.getName());
                }
            }
            case "sqlserver" -> {
                all.put("loginTimeout", seconds(connect));
                all.put("socketTimeout", attempt.toMillis());
                all.put("queryTimeout", seconds(attempt));
                all.put("cancelQueryTimeout", CANCEL_SECONDS);
            }
            // Without it a transaction ends with the deletion of a file, which is not forced to the disk.
            case "sqlite" -> all.put("journal_mode", "WAL");
            default -> {
                // a driver of somebody's own: its address says what it needs
            }
        }
        return all;
    }

    /** As far as they count seconds: at least one, for none means for ever. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /** Whether the address says something of it. */
    static boolean isNamed(String url, String property) {
        return Pattern.compile("[?&;]\\s*" + Pattern.quote(property) + "\\s*=", Pattern.CASE_INSENSITIVE).matcher(url).find();
    }
}
