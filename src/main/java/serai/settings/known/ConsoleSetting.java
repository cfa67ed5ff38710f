package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.installation.Installation.SERAI;
import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.WEB;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** The operations page. */
public enum ConsoleSetting implements Setting {

    CONSOLE("serai.console", "loopback", oneOf("loopback", "true", "false"),
            "whether the management port has the operations page: `loopback` only if it listens on loopback, `true` always, "
                    + "`false` never. If it listens elsewhere, the page needs TLS and users"),
    USERS("serai.console.users", "", ANY,
            "file with those who may use the page, a `name:role:hash` on each line, with the role `viewer` or `operator`, and the "
                    + "hash that `" + SERAI
                    + " password` prints; empty: one user, `operator`, with a password that Serai makes and keeps in "
                    + "the data folder"),
    OPENID_ISSUER("serai.console.openid.issuer", "", WEB.orNone(),
            "issuer by which people sign in with OpenID Connect, such as `https://login.microsoftonline.com/TENANT/v2.0`; empty: "
                    + "only "
                    + "by passwords"),
    OPENID_CLIENT("serai.console.openid.client", "", ANY, "id under which that issuer knows Serai"),
    OPENID_SECRET("serai.console.openid.secret", "", SECRET, "that client's secret; empty for a public client"),
    OPENID_SCOPE("serai.console.openid.scope", "openid profile", ANY,
            "scopes that are asked for, with blanks between them; Okta puts groups into the ID token only with `groups` among "
                    + "them"),
    OPENID_PAGE("serai.console.openid.page", "", WEB.orNone(),
            "address at which browsers reach the page; the issuer sends them back to `/sign-in/openid/back` there"),
    OPENID_CLAIM("serai.console.openid.claim", "groups", ANY,
            "claim of the ID token that has a person's groups; `roles` for Microsoft Entra ID's app roles"),
    OPENID_OPERATORS("serai.console.openid.operators", "", ANY,
            "groups whose members are operators, separated by commas, as they stand in the claim"),
    OPENID_VIEWERS("serai.console.openid.viewers", "", ANY, "groups whose members are viewers, separated by commas"),
    STREAMS_MAX("serai.console.streams.max", "50", number(1, 10_000),
            "browser windows that are kept up to date at the same time; further ones are refused (503) and try again"),
    AUDIT_DAYS("serai.audit.days", "365", number(0, 36_500),
            "how long the audit log keeps what operators did; 0: for ever");

    private final SettingDefinition definition;

    ConsoleSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
