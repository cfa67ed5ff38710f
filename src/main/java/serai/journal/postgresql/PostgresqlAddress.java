package serai.journal.postgresql;

import org.postgresql.Driver;

import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a journal in PostgreSQL is, and who signs in.
 *
 * @param url        as its driver takes it; several hosts may be named
 * @param verifying  driver properties by which the server's certificate is verified; none for a database on this machine
 */
public record PostgresqlAddress(String url, String username, String password, Map<String, String> verifying) {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final String OPTIONS = "options";
    private static final Pattern OPTIONS_IN_URL = Pattern.compile("(?<=[?&])options=[^&]*&?");
    private static final Pattern PARAMETERS = Pattern.compile("\\?.*", Pattern.DOTALL);

    /** Whether an address is one of PostgreSQL. */
    public static boolean isOne(String url) {
        return url.startsWith(SCHEME);
    }

    /** The journal's name in messages, without the address's parameters. */
    public String place() {
        return "the journal " + PARAMETERS.matcher(url).replaceFirst("");
    }

    /** What the address asks of the server for a connection, as the parameter {@code options} has it; empty if nothing. */
    String options() {
        Properties parameters = Driver.parseURL(url, null);
        return parameters == null ? "" : parameters.getProperty(OPTIONS, "");
    }

    /** The address without that parameter, which would take the place of Serai's own. */
    String urlWithoutOptions() {
        return OPTIONS_IN_URL.matcher(url).replaceAll("");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return place();
    }
}
