package serai.destinations.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The properties that each driver gets in addition to the address: time-outs, because drivers wait for ever by default, and how
 * to make commits durable. Parameters in the address take precedence.
 */
final class DriverProperties {

    private static final int CANCEL_SECONDS = 5;

    private DriverProperties() {
    }

    /**
     * @param connect  how long a connection may take
     * @param attempt  how long an attempt, and so each of its reads, may take
     * @param insecure whether the certificate of a server on another machine need not be verified
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
            // Without WAL, a transaction ends with the deletion of a file, which is not forced to the disk.
            case "sqlite" -> all.put("journal_mode", "WAL");
            default -> {
                // an unknown driver: its address has all its parameters
            }
        }
        return all;
    }

    /** For drivers that count in seconds: at least one second, because zero means no time-out. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /** Whether the address has that parameter. */
    static boolean isNamed(String url, String property) {
        return Pattern.compile("[?&;]\\s*" + Pattern.quote(property) + "\\s*=", Pattern.CASE_INSENSITIVE).matcher(url).find();
    }
}
