package serai.destinations.database;

import org.jspecify.annotations.Nullable;
import serai.tls.LoopbackHosts;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

/**
 * Tells from the text of a JDBC address whether the connection is secure: to this machine, or to another machine whose
 * certificate the driver verifies. An address that can't be understood counts as insecure. By default, the drivers of
 * PostgreSQL and MariaDB send the password unencrypted to any server that answers.
 */
public final class DatabaseAddress {

    /**
     * For each driver, the values that its TLS parameters may have, in lower case with hyphens. A driver that is not listed is
     * unknown.
     */
    private static final Map<String, Map<String, Set<String>>> VERIFIED = Map.of(
            "postgresql", Map.of("sslmode", Set.of("verify-full"), "sslhostnameverifier", Set.of(), "sslfactory", Set.of(
                    "org.postgresql.ssl.defaultjavasslfactory", "org.postgresql.ssl.libpqfactory",
                    "org.postgresql.ssl.singlecertvalidatingfactory")),
            "mariadb", Map.of("sslmode", Set.of("verify-full", "verify-identity"), "usessl", Set.of("true"),
                    "trustservercertificate", Set.of("false"), "disablesslhostnameverification", Set.of("false")),
            "mysql", Map.of("sslmode", Set.of("verify-identity"), "usessl", Set.of("true"), "requiressl", Set.of("true"),
                    "verifyservercertificate", Set.of("true")),
            "sqlserver", Map.of("encrypt", Set.of("true", "mandatory", "strict"), "trustservercertificate", Set.of("false"),
                    "trustmanagerclass", Set.of()));
    private static final Pattern SUBPROTOCOL = Pattern.compile("(?i)jdbc:([\\w-]+):.*", Pattern.DOTALL);
    private static final Pattern HOSTS = Pattern.compile("jdbc:[^/?;@]*(?://|@(?://)?)([^/?;]*).*", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("[?&;(,]\\s*([\\w.-]+)\\s*=([^&;),]*)");
    /** Parameters that name hosts, or a place where hosts are named. */
    private static final Set<String> OF_HOSTS =
            Set.of("pghost", "service", "host", "address", "server", "servername", "failoverpartner");
    private static final String SERVER_TYPE = "targetservertype";
    /** The values of PostgreSQL's driver by which it connects to no standby. */
    private static final Set<String> PRIMARY = Set.of("primary", "master");
    private static final Path POSTGRESQL_AUTHORITIES = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");

    private final String driver;
    private final String url;
    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    public DatabaseAddress(String url) {
        Matcher subprotocol = SUBPROTOCOL.matcher(url);
        this.driver = subprotocol.matches() ? subprotocol.group(1).toLowerCase(Locale.ROOT) : "";
        this.url = url;
        parameters(url);
        parameters(decoded(url)); // some drivers decode the address, some do not
    }

    private void parameters(String text) {
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            parameters.add(Map.entry(parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2).strip()));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Whether the database is on this machine: a file, or only hosts that are this machine. */
    boolean isHere() {
        Matcher hosts = HOSTS.matcher(url);
        return parameters.stream().filter(parameter -> OF_HOSTS.contains(parameter.getKey()))
                .allMatch(parameter -> areHere(parameter.getValue()))
                && (!hosts.matches() || hosts.group(1).isEmpty() || areHere(hosts.group(1)));
    }

    private static boolean areHere(String hosts) {
        for (String host : hosts.split(",")) {
            String bare = host.replaceFirst("^.*@", "").strip();
            if (!LoopbackHosts.isHere(bare) && !LoopbackHosts.isHere(bare.replaceFirst("(\\\\[^:]*)?(:[^\\]]*)?$", ""))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Why the connection to another machine is not verified, as the end of a sentence whose subject is the address; empty if it
     * is verified, or to this machine.
     */
    public Optional<String> trouble() {
        if (isHere()) {
            return Optional.empty();
        }
        Map<String, Set<String>> verified = VERIFIED.get(driver);
        if (verified == null) {
            return Optional.of("is on another machine, and Serai does not know whether its driver verifies the server's "
                    + "certificate");
        }
        return parameters.stream()
                .filter(parameter -> isOther(parameter.getValue(), verified.get(parameter.getKey())))
                .findFirst().map(parameter -> "is on another machine, and with its %s the server's certificate is not verified"
                        .formatted(parameter.getKey()));
    }

    /**
     * Why Serai refuses to keep its journal there, with the remedy, as the end of a sentence whose subject is the address; empty if
     * it accepts the address. Reasons are {@link #trouble()}, and a parameter that lets the driver connect to a standby, which may
     * lack what was acknowledged.
     */
    public Optional<String> troubleOfJournal() {
        return trouble().map(trouble -> trouble + "; take that parameter out, or set sslmode=verify-full")
                .or(() -> parameters.stream()
                        .filter(parameter -> parameter.getKey().equals(SERVER_TYPE) && !PRIMARY.contains(parameter.getValue()))
                        .findFirst().map(parameter -> "may lead to a standby, which can lack what was acknowledged; take "
                                + "targetServerType=%s out: Serai asks for the primary".formatted(parameter.getValue())));
    }

    /** As {@link #trouble()}, for a driver that gets only the address, without {@link #properties()}. */
    public Optional<String> troubleAsItIs() {
        Optional<String> trouble = trouble();
        boolean verifies = driver.equals("sqlserver") || parameters.stream().anyMatch(named -> named.getKey().equals("sslmode"));
        return trouble.isPresent() || isHere() || verifies ? trouble
                : Optional.of("is on another machine, and without sslmode the server's certificate is not verified");
    }

    /** @param verified the values with which the driver verifies the server; null if the parameter has nothing to do with that */
    private static boolean isOther(String value, @Nullable Set<String> verified) {
        return verified != null && !verified.contains(value.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * The driver properties that make it verify the server's certificate. They repeat what the address says, because the
     * address may spell it in another way.
     */
    public Map<String, String> properties() {
        if (isHere()) {
            return Map.of();
        }
        return switch (driver) {
            case "postgresql" -> postgresql();
            case "mariadb" -> Map.of("sslMode", "verify-full");
            case "mysql" -> Map.of("sslMode", "VERIFY_IDENTITY");
            case "sqlserver" -> parameters.stream().anyMatch(parameter -> parameter.getKey().equals("encrypt")
                    && parameter.getValue().equalsIgnoreCase("strict"))
                            ? Map.of("trustServerCertificate", "false")
                            : Map.of("encrypt", "true", "trustServerCertificate", "false");
            default -> Map.of();
        };
    }

    /**
     * Translates a failure to connect. If a certificate is the cause, the result says so, with a remedy, and counts as
     * misconfigured; the drivers themselves only say that the server can't be reached.
     */
    static SQLException told(SQLException failure) {
        Throwable last = failure;
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException || cause instanceof SocketTimeoutException) {
                return failure; // the connection broke during the handshake
            }
            tls |= cause instanceof SSLException;
            last = cause;
        }
        if (!tls) {
            return failure;
        }
        SQLException told =
                new SQLException("the database's certificate is not trusted (%s); name its authority in the address, such as "
                        .formatted(last.getMessage()) + "sslrootcert= for PostgreSQL (docs/destinations.md)", "0A000");
        told.addSuppressed(failure);
        return told;
    }

    /**
     * PostgreSQL's driver trusts the authorities in a file of its own, and none if there is no such file; then Java's
     * authorities are used.
     */
    private Map<String, String> postgresql() {
        Map<String, String> properties = new LinkedHashMap<>(Map.of("sslmode", "verify-full"));
        boolean named = parameters.stream().anyMatch(parameter -> Set.of("sslfactory", "sslrootcert").contains(parameter.getKey()));
        if (!named && !Files.exists(POSTGRESQL_AUTHORITIES)) {
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }
}
