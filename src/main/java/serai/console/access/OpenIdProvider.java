package serai.console.access;

import serai.settings.Settings;
import serai.settings.known.ConsoleSetting;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who signs people in for the page by OpenID Connect, and which of their groups have which role.
 *
 * @param issuer    the issuer's address, under which its configuration is published
 * @param client    the id under which the issuer knows Serai
 * @param secret    the client's secret; empty for a public client
 * @param scopes    what is asked for; {@code openid} is one of them
 * @param page      where browsers reach the page, without a slash at the end
 * @param claim     the claim of the ID token that has the groups
 * @param operators the groups whose members are operators
 * @param viewers   the groups whose members are viewers
 */
public record OpenIdProvider(String issuer, String client, String secret, List<String> scopes, String page, String claim,
        Set<String> operators,
        Set<String> viewers) {

    /** Where the issuer sends the browser back to. */
    public static final String BACK = "/sign-in/openid/back";

    /**
     * The provider of the settings; empty if none is set.
     *
     * @throws IllegalArgumentException if its settings are incomplete, or one of its addresses is not encrypted
     */
    public static Optional<OpenIdProvider> of(Settings settings) {
        String issuer = settings.text(ConsoleSetting.OPENID_ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        if (settings.text(ConsoleSetting.OPENID_CLIENT).isEmpty()) {
            throw settings.refused(ConsoleSetting.OPENID_CLIENT, "is empty; set the id under which " + issuer + " knows Serai",
                    null);
        }
        String page = settings.text(ConsoleSetting.OPENID_PAGE);
        if (page.isEmpty()) {
            throw settings.refused(ConsoleSetting.OPENID_PAGE,
                    "is empty; set the address at which browsers reach the page, such as https://events.example.org", null);
        }
        requireEncrypted(settings, ConsoleSetting.OPENID_ISSUER, issuer);
        requireEncrypted(settings, ConsoleSetting.OPENID_PAGE, page);
        Set<String> operators = groups(settings.text(ConsoleSetting.OPENID_OPERATORS));
        Set<String> viewers = groups(settings.text(ConsoleSetting.OPENID_VIEWERS));
        if (operators.isEmpty() && viewers.isEmpty()) {
            throw settings.refused(ConsoleSetting.OPENID_OPERATORS,
                    "is empty, and so is serai.console.openid.viewers: nobody could sign in; name a group", null);
        }
        return Optional.of(new OpenIdProvider(issuer.replaceAll("/+$", ""), settings.text(ConsoleSetting.OPENID_CLIENT),
                settings.text(ConsoleSetting.OPENID_SECRET), scopes(settings), page.replaceAll("/+$", ""),
                settings.text(ConsoleSetting.OPENID_CLAIM), operators, viewers));
    }

    private static void requireEncrypted(Settings settings, ConsoleSetting setting, String address) {
        if (!isEncrypted(URI.create(address))) {
            throw settings.refused(setting, "is not encrypted; others could read who signs in: use https", null);
        }
    }

    /** Whether nobody on the way can read what is sent there: it is https, or on this machine. */
    static boolean isEncrypted(URI address) {
        boolean here = address.getHost() != null && Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
        return "https".equals(address.getScheme()) || here;
    }

    private static List<String> scopes(Settings settings) {
        List<String> scopes = List.of(settings.text(ConsoleSetting.OPENID_SCOPE).strip().split("\\s+"));
        if (!scopes.contains("openid")) {
            throw settings.refused(ConsoleSetting.OPENID_SCOPE, "lacks openid, without which no ID token comes; add it", null);
        }
        return scopes;
    }

    private static Set<String> groups(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    String back() {
        return page + BACK;
    }

    /** The role of somebody in those groups; {@link Role#NOBODY} if none of them has one. */
    Role role(Set<String> groups) {
        return groups.stream().anyMatch(operators::contains) ? Role.OPERATOR
                : groups.stream().anyMatch(viewers::contains) ? Role.VIEWER : Role.NOBODY;
    }
}
