package serai.doctor.network;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.http.ClientTls;
import serai.destinations.http.HttpClient;
import serai.destinations.http.TokenRefusedException;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.tls.InsecureConnections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;

/** The endpoint that gives a destination its access tokens: name, port, TLS, and whether it gives one. */
public final class TokenExamination implements Examination {

    private static final Logger LOG = LoggerFactory.getLogger(TokenExamination.class);

    private final String destination;
    private final HttpClient client;
    private final URI address;
    private final Clock clock;

    public TokenExamination(String destination, HttpClient client, URI address, Clock clock) {
        this.destination = destination;
        this.client = client;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return destination + " token";
    }

    @Override
    public void examine(Observations observations) {
        Target target = Target.of(address, "the token endpoint's address");
        InetSocketAddress reached = Reach.of(target, observations);
        if (reached == null || Target.isTls(address)
                && !Handshake.with(target, reached, ClientTls.byDefault(), clock, observations)) {
            return;
        }
        observations.trying("sign-in");
        if (InsecureConnections.trouble(address).isPresent()) {
            observations.warn("not tried, because the token endpoint " + InsecureConnections.trouble(address).get(),
                    "set up TLS there");
            return;
        }
        try {
            client.requireToken();
            observations.ok("it gives a token");
        } catch (TokenRefusedException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        } catch (IOException e) {
            LOG.debug("The token endpoint can't be asked", e);
            observations.fail("it gives no token now (%s)".formatted(e.getClass().getSimpleName()), "see its log");
        }
    }
}
