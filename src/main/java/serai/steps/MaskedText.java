package serai.steps;

import org.apache.camel.util.URISupport;

import java.util.Locale;
import java.util.regex.Pattern;

/** Shows addresses and headers without the credentials in them. */
public final class MaskedText {

    public static final String STARS = "***";

    private static final String NAMES = "authorization|cookie|credential|passw(?:or)?d|passphrase|pwd|secret|token"
            + "|(?:api|access|account|subscription|private)[-_]?key|sig";
    private static final Pattern NAME = Pattern.compile("(?i).*(?:" + NAMES + "|jaas|connection)s?");
    private static final Pattern HEADER = Pattern.compile(".*(?:" + NAMES + ").*");
    private static final Pattern USER_INFO = Pattern.compile("(//)[^/@\\s]*@");
    private static final Pattern OPTION = // code: a key of Azure Functions
            Pattern.compile("(?i)([?&;](?:[^=&;?]*(?:" + NAMES + ")[^=&;?]*|code)=)[^&;]*");

    private MaskedText() {
    }

    /** Whether a setting of that name holds a secret, by its last word. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    public static String address(String address) {
        String known = URISupport.sanitizeUri(address);
        return OPTION.matcher(USER_INFO.matcher(known).replaceAll("$1")).replaceAll("$1" + STARS);
    }

    public static String header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HEADER.matcher(lower).matches() && !lower.endsWith("signature") ? STARS : value;
    }
}
