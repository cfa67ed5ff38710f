package serai.destinations.database;

import serai.tls.ThisMachine;

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
 * The way to a database, by the text of its JDBC address: to this machine, to another with its certificate verified, or not. What
 * can't be told counts as not. As they come, the drivers of PostgreSQL and MariaDB send the password in clear to whoever answers.
 */
public final class DatabaseAddress {

    /** What each parameter may say, in small letters with hyphens; of a driver with none here nothing is known. */
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
    /** Parameters that name hosts, or where hosts are named. */
    private static final Set<String> OF_HOSTS = Set.of("pghost", "service", "host", "address", "server", "servername", "failoverpartner");
    private static final Path POSTGRESQL_AUTHORITIES = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");

    private final String driver;
    private final String url;
    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    public DatabaseAddress(String url) {
        Matcher subprotocol = SUBPROTOCOL.matcher(url);
        this.driver = subprotocol.matches() ? subprotocol.group(1).toLowerCase(Locale.ROOT) : "";
        this.url = url;
        parameters(url);
        parameters(decoded(url)); // some drivers decode, some do not
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

    /** Whether it stays on this machine: a file, or hosts that are its own. */
    boolean isHere() {
        Matcher hosts = HOSTS.matcher(url);
        return parameters.stream().filter(parameter -> OF_HOSTS.contains(parameter.getKey()))
                .allMatch(parameter -> areHere(parameter.getValue()))
                && (!hosts.matches() || hosts.group(1).isEmpty() || areHere(hosts.group(1)));
    }

    private static boolean areHere(String hosts) {
        for (String host : hosts.split(",")) {
            String bare = host.replaceFirst("^.*@", "").strip();
            if (!ThisMachine.isHere(bare) && !ThisMachine.isHere(bare.replaceFirst("(\\\\[^:]*)?(:[^\\]]*)?$", ""))) {
                return false;
            }
        }
        return true;
    }

    /** Why it is not verified though it leads to another machine, as the end of a sentence about it; empty where it is. */
    public Optional<String> trouble() {
        if (isHere()) {
            return Optional.empty();
        }
        Map<String, Set<String>> verified = VERIFIED.get(driver);
        if (verified == null) {
            return Optional.of("leads to another machine, and whether its driver verifies who answers there is not known");
        }
        return parameters.stream().filter(parameter -> verified.containsKey(parameter.getKey()))
                .filter(parameter -> !verified.get(parameter.getKey()).contains(parameter.getValue().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst().map(parameter -> "leads to another machine, and by its %s nobody verifies who answers there"
                        .formatted(parameter.getKey()));
    }

    /** What its driver is told so that it verifies who answers; also what the address says itself, which may be spelled otherwise. */
    Map<String, String> properties() {
        if (isHere()) {
            return Map.of();
        }
        return switch (driver) {
            case "postgresql" -> postgresql();
            case "mariadb" -> Map.of("sslMode", "verify-full");
            case "mysql" -> Map.of("sslMode", "VERIFY_IDENTITY");
            case "sqlserver" -> parameters.stream().anyMatch(parameter -> parameter.getKey().equals("encrypt")
                    && parameter.getValue().equalsIgnoreCase("strict"))
                    ? Map.of("trustServerCertificate", "false") : Map.of("encrypt", "true", "trustServerCertificate", "false");
            default -> Map.of();
        };
    }

    /**
     * A failure to connect. Where that is a certificate's fault, it says so, as one of what is set, with what to do: of their own
     * drivers tell no more than that there is none to be reached.
     */
    static SQLException told(SQLException failure) {
        Throwable last = failure;
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException || cause instanceof SocketTimeoutException) {
                return failure; // broken in the middle of a handshake
            }
            tls |= cause instanceof SSLException;
            last = cause;
        }
        if (!tls) {
            return failure;
        }
        SQLException told = new SQLException("the certificate of the database is not taken (%s); name its authority in the address, such as "
                .formatted(last.getMessage()) + "sslrootcert= of PostgreSQL: docs/destinations.md", "0A000");
        told.addSuppressed(failure);
        return told;
    }

    /** By itself its driver trusts whom a file of its own names, and nobody where there is none. */
    private Map<String, String> postgresql() {
        Map<String, String> properties = new LinkedHashMap<>(Map.of("sslmode", "verify-full"));
        boolean named = parameters.stream().anyMatch(parameter -> Set.of("sslfactory", "sslrootcert").contains(parameter.getKey()));
        if (!named && !Files.exists(POSTGRESQL_AUTHORITIES)) {
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }
}
