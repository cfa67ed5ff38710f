package serai.journal.postgresql;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a journal in PostgreSQL is, and who signs in.
 *
 * @param url        as its driver takes it; several hosts may be named
 * @param verifying  driver properties by which the server's certificate is verified; none for a database on this machine
 */
public record PostgresqlAddress(String url, String username, String password, Map<String, String> verifying) {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final Pattern PARAMETERS = Pattern.compile("\\?.*", Pattern.DOTALL);

    /** Whether an address is one of PostgreSQL. */
    public static boolean isOne(String url) {
        return url.startsWith(SCHEME);
    }

    /** The journal's name in messages, without the address's parameters. */
    public String place() {
        return "the journal " + PARAMETERS.matcher(url).replaceFirst("");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return place();
    }
}
