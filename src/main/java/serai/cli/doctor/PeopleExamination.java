package serai.cli.doctor;

import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import serai.destinations.http.ClientTls;
import serai.destinations.http.HttpClient;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.network.Handshake;
import serai.doctor.network.Reach;
import serai.doctor.network.Target;
import serai.doctor.network.TokenExamination;
import serai.model.ShowableMessage;
import serai.people.scim.ScimServer;
import serai.people.scim.ScimStatusException;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;
import serai.tls.InsecureConnections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The SCIM server with the organisation's people: name, port, TLS, whether it lets Serai read users, how many there are, and
 * whether it can list only the users that have changed. It asks for one user, and shows nothing of it.
 */
final class PeopleExamination implements Examination {

    private static final String SUBJECT = "people";

    private final ScimServer server;
    private final Clock clock;

    private PeopleExamination(ScimServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** The examinations of the server that is set, and of its tokens' endpoint; none if no server is set. */
    static List<Examination> of(Settings settings, Clock clock) {
        List<Examination> all = new ArrayList<>();
        if (ScimServer.isSet(settings)) {
            ScimServer server = new ScimServer(settings, clock);
            HttpClient client = server.client();
            client.tokenEndpoint().ifPresent(token -> all.add(new TokenExamination(SUBJECT, client, token, clock)));
            all.add(new PeopleExamination(server, clock));
        }
        return all;
    }

    @Override
    public String subject() {
        return SUBJECT;
    }

    @Override
    public void examine(Observations observations) {
        URI address = server.address();
        Target target = Target.of(address, PeopleSetting.SCIM_URL.key());
        InetSocketAddress reached = Reach.of(target, observations);
        if (reached == null || Target.isTls(address)
                && !Handshake.with(target, reached, server.tls().<TlsSocketStrategy>map(tls -> tls)
                        .orElseGet(ClientTls::byDefault), clock, observations)) {
            return;
        }
        observations.trying("sign-in");
        if (InsecureConnections.trouble(address).isPresent()) {
            observations.fail("not tried, because the server " + InsecureConnections.trouble(address).get(), "use https:");
            return;
        }
        try {
            int users = server.users();
            if (users == 0) {
                observations.fail("it lets Serai in, but shows no users", "let the token's owner read users there");
                return;
            }
            observations.ok(users < 0 ? "it lets Serai in" : "it lets Serai in: %s users".formatted(users));
            observations.trying("changes");
            if (server.filters()) {
                observations.ok("it can list only the users that have changed");
            } else {
                observations.warn("it can't filter by meta.lastModified, so all people are read each time",
                        "set serai.people.refresh.seconds long enough for that");
            }
        } catch (ScimStatusException e) {
            observations.fail("%s: it does not let Serai read users".formatted(e.status()), remedy(e));
        } catch (IOException e) {
            observations.fail(ShowableMessage.of(e).orElse("it does not answer as a SCIM server"),
                    "see its log, or correct %s: /Users follows it".formatted(PeopleSetting.SCIM_URL.key()));
        }
    }

    private static String remedy(ScimStatusException refusal) {
        return String.valueOf(refusal.getMessage()).replaceFirst("^.*?; ", "");
    }
}
