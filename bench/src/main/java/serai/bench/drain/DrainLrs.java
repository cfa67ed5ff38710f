package serai.bench.drain;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import serai.bench.machine.Workplace;
import serai.bench.ours.OneDestinationSerai;
import serai.formats.xapi.XapiSettings;
import serai.formats.xapi.XapiStatements;
import serai.model.LearningRecord;

import java.io.IOException;
import java.util.List;

/** The journal into requests of xAPI statements, against the same client and the same translator on records in memory. */
public final class DrainLrs extends Drain {

    /** As {@code serai.lrs.batch.size}. */
    private static final int BATCH = 100;

    private final XapiStatements statements = new XapiStatements(new XapiSettings("https://mct.example.org",
            "https://praesidiumacademy.com", "https://example.org/xapi/profiles/learner-events/v1",
            "https://example.org/xapi/ext", "http://vocab.xapi.fr/activities/training-sequence", false, false));
    private StatementSink sink;
    private CloseableHttpClient client;

    public DrainLrs() {
        super("lrs");
    }

    @Override
    public String name() {
        return "drain-lrs";
    }

    @Override
    public double goal() {
        return 0.95;
    }

    @Override
    public String title() {
        return "journal into xAPI requests, against a raw client that builds and posts the same statements";
    }

    @Override
    public String conclusion() {
        return "What Serai adds to a client that only translates and sends; with a real LRS the network hides it.";
    }

    @Override
    public OneDestinationSerai prepare(Workplace workplace, OneDestinationSerai serai) throws Exception {
        sink = new StatementSink();
        client = HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                .disableAuthCaching().build();
        return serai.with("serai.lrs.url", sink.url());
    }

    @Override
    public void beforeOurs() {
        // The sink holds nothing.
    }

    @Override
    public void beforeTheirs() {
        // The sink holds nothing.
    }

    @Override
    public void raw(List<LearningRecord> records) throws IOException {
        for (int start = 0; start < records.size(); start += BATCH) {
            HttpPost request = new HttpPost(sink.url() + "/statements");
            request.setHeader("X-Experience-API-Version", "1.0.3");
            request.setEntity(new StringEntity(statements.write(
                    records.subList(start, Math.min(start + BATCH, records.size()))), ContentType.APPLICATION_JSON));
            client.execute(request, response -> {
                EntityUtils.consume(response.getEntity());
                if (response.getCode() != 200) {
                    throw new IOException("the sink has answered " + response.getCode());
                }
                return null;
            });
        }
    }

    @Override
    public void close() {
        super.close();
        client.close(CloseMode.GRACEFUL);
        sink.close();
    }
}
