package serai.doctor.network;

import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import serai.destinations.VerifiedConnections;
import serai.destinations.http.ClientTls;
import serai.destinations.http.HttpClient;
import serai.destinations.lrs.LrsClient;
import serai.doctor.Examination;
import serai.doctor.Observations;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * An {@code http:} endpoint of a destination: name, port, TLS, and of an LRS whether it lets Serai in. Other servers are sent
 * nothing, since only a delivery would show whether they accept the credentials.
 */
public final class HttpExamination implements Examination {

    private final String destination;
    private final HttpEndpoint http;
    private final Clock clock;
    private final String xapiVersion;
    private final String set;

    /**
     * @param xapiVersion the version of xAPI that requests to an LRS name
     * @param set         where the address is set
     */
    public HttpExamination(String destination, HttpEndpoint http, Clock clock, String xapiVersion, String set) {
        this.destination = destination;
        this.http = http;
        this.clock = clock;
        this.xapiVersion = xapiVersion;
        this.set = set;
    }

    @Override
    public String subject() {
        return destination;
    }

    @Override
    public void examine(Observations observations) throws Exception {
        URI address = http.getHttpUri();
        if (http.getProxyHost() != null) {
            Target proxy = new Target(http.getProxyHost(), http.getProxyPort(), "the endpoint's proxyHost");
            if (Reach.of(proxy, observations) == null) {
                return;
            }
        } else {
            Target target = Target.of(address, set);
            InetSocketAddress reached = Reach.of(target, observations);
            if (reached == null || Target.isTls(address)
                    && !Handshake.with(target, reached, strategy(), clock, observations)) {
                return;
            }
        }
        signIn(observations);
    }

    private TlsSocketStrategy strategy() {
        return http.getHttpClientConfigurer() instanceof HttpClient client && client.tls().isPresent() ? client.tls().get()
                : ClientTls.ofEndpoint(http);
    }

    private void signIn(Observations observations) {
        observations.trying("sign-in");
        Optional<String> trouble = VerifiedConnections.trouble(http);
        if (trouble.isPresent()) {
            observations.warn("not tried, since Serai sends no credentials there: the server %s"
                    .formatted(trouble.get()), "set up TLS there, and remove the setting that allows a connection without it");
        } else if (http.getHttpClientConfigurer() instanceof LrsClient) {
            new LrsQuestion(http, clock, xapiVersion, set).ask(observations);
        } else {
            observations.ok("not tried: only a delivery shows whether the credentials are accepted");
        }
    }
}
