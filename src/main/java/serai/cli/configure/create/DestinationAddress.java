package serai.cli.configure.create;

import org.jspecify.annotations.Nullable;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a new destination, as its recipe has it. It stands in a file, so it has no credentials. */
final class DestinationAddress {

    private static final Pattern JDBC = Pattern.compile("jdbc:[\\w-]+:.+");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i).*(//[^/?]*@|[?;&](user|username|password|pwd)=).*");

    private static final Pattern SFTP = Pattern.compile("sftp://([\\w.-]+)(?::(\\d{1,5}))?/([^?#\\s]+)");
    private static final Pattern BLOB = Pattern.compile("(https?://[\\w.:-]+(?:/[a-z0-9]+)?)/([a-z0-9](?:[a-z0-9-]*[a-z0-9]))/?");
    private static final String URL = "url";

    private DestinationAddress() {
    }

    /**
     * The settings that make up the address, by the last part of their names.
     *
     * @param given null if none was typed; then a database and files are in the data folder, and any other address is not set
     * @throws IllegalArgumentException if it can't be the address of such a destination; the message does not repeat it
     */
    static Map<String, String> of(Recipe recipe, @Nullable String given, String name, Settings settings) {
        if (given != null && given.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the address has a line break or another control character; leave it out");
        }
        return switch (recipe.address()) {
            case WEB -> given == null ? Map.of() : Map.of(URL, web(given));
            case SFTP -> given == null ? Map.of() : sftp(given);
            case BLOB -> given == null ? Map.of() : blob(given);
            case DATABASE -> Map.of(URL, given == null ? "jdbc:sqlite:%s/%s.db".formatted(settings.text(RuntimeSetting.DATA), name)
                    : database(given));
            case FOLDER -> Map.of("folder", given == null ? settings.text(RuntimeSetting.DATA) + "/" + name : given);
        };
    }

    private static Map<String, String> sftp(String given) {
        Matcher parts = SFTP.matcher(given);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "this is not the address of an SFTP server; give one such as sftp://host/folder, without a user");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", parts.group(1));
        if (parts.group(2) != null) {
            settings.put("port", parts.group(2));
        }
        settings.put("folder", parts.group(3));
        return settings;
    }

    private static Map<String, String> blob(String given) {
        Matcher parts = BLOB.matcher(given);
        if (!parts.matches()) {
            throw new IllegalArgumentException("this is not the address of a container; give one such as "
                    + "https://contoso.blob.core.windows.net/learning, without a signature");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(URL, parts.group(1));
        settings.put("container", parts.group(2));
        return settings;
    }

    private static String web(String given) {
        URI address;
        try {
            address = new URI(given);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is not a valid address; give one such as "
                    + "https://crm.example.org/trainings", e);
        }
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("this is not an http or https address; give one such as "
                    + "https://crm.example.org/trainings");
        }
        return withoutCredentials(given);
    }

    private static String database(String given) {
        if (!JDBC.matcher(given).matches()) {
            throw new IllegalArgumentException("this is not a JDBC address; give one such as "
                    + "jdbc:postgresql://host/database");
        }
        return withoutCredentials(given);
    }

    private static String withoutCredentials(String given) {
        if (CREDENTIALS.matcher(given).matches()) {
            throw new IllegalArgumentException("the address has a user or a password in it, and would stand in a file; leave them "
                    + "out, and set them in the environment");
        }
        return given;
    }

    /** The dialect of a database's statements, by its address. */
    static String dialect(Map<String, String> address) {
        String url = address.getOrDefault(URL, "");
        String subprotocol = !url.startsWith("jdbc:") ? "sqlite" : url.split(":", 3)[1].toLowerCase(Locale.ROOT);
        String dialect = subprotocol.equals("mysql") ? "mariadb" : subprotocol;
        if (!RenamedRecipe.dialects().contains(dialect)) {
            throw new IllegalArgumentException("there are no statements for jdbc:%s, only for %s; write the statements of one of "
                    .formatted(subprotocol, String.join(", ", RenamedRecipe.dialects())) + "these, and edit them");
        }
        return dialect;
    }
}
