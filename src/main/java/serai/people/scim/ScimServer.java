package serai.people.scim;

import serai.destinations.http.ClientTls;
import serai.destinations.http.HttpClient;
import serai.destinations.http.StandaloneClient;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The SCIM server that the settings name, and how Serai signs in there. */
public final class ScimServer {

    private final Settings settings;
    private final Clock clock;

    /** Asks nothing yet. */
    public ScimServer(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the settings name one. */
    public static boolean isSet(Settings settings) {
        return !settings.text(PeopleSetting.SCIM_URL).isEmpty();
    }

    /** Its address, which {@code /Users} follows. */
    public URI address() {
        return URI.create(settings.text(PeopleSetting.SCIM_URL));
    }

    /** A client that signs in, with a token of the settings or one that it gets where they name an address for tokens. */
    public HttpClient client() {
        HttpClient client = new HttpClient();
        client.setToken(settings.text(PeopleSetting.SCIM_TOKEN));
        client.setTokenUrl(settings.text(PeopleSetting.SCIM_OAUTH2_TOKEN_URL));
        client.setClientId(settings.text(PeopleSetting.SCIM_OAUTH2_CLIENT_ID));
        client.setClientSecret(settings.text(PeopleSetting.SCIM_OAUTH2_CLIENT_SECRET));
        client.setScope(settings.text(PeopleSetting.SCIM_OAUTH2_SCOPE));
        client.setAuthorities(settings.text(PeopleSetting.SCIM_AUTHORITIES));
        client.setAnswerMax(settings.number(PeopleSetting.SCIM_ANSWER_MAX_BYTES));
        client.setAttemptMax(settings.number(PeopleSetting.SCIM_ATTEMPT_MAX_MS));
        client.setAcceptedStatus("200");
        return client;
    }

    /** How to speak to it over TLS; empty for what Java trusts. */
    public Optional<ClientTls> tls() {
        return client().tls();
    }

    /**
     * How many users it has, as it says; -1 if it does not.
     *
     * @throws ScimStatusException if it does not let Serai read users
     * @throws IOException         if it can't be asked
     */
    public int users() throws IOException {
        try (ScimConnection connection = connection()) {
            return connection.page(null, 1, null, 1).total();
        }
    }

    /**
     * Whether it can filter users by the time of their last change.
     *
     * @throws IOException if it can't be asked
     */
    public boolean filters() throws IOException {
        try (ScimConnection connection = connection()) {
            connection.page("meta.lastModified gt \"%s\"".formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS)), 1, null, 1);
            return true;
        } catch (ScimStatusException e) {
            if (e.isOfAFilter()) {
                return false;
            }
            throw e;
        }
    }

    ScimConnection connection() {
        return new ScimConnection(StandaloneClient.of(client()), settings.text(PeopleSetting.SCIM_URL), clock);
    }

    ScimList list(ScimConnection connection) {
        return new ScimList(connection, settings.number(PeopleSetting.SCIM_PAGE_SIZE), settings.number(PeopleSetting.MAX), clock);
    }
}
