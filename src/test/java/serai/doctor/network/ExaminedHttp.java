package serai.doctor.network;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.http.BoundedAnswers;
import serai.destinations.http.HttpClient;
import serai.destinations.lrs.LrsClient;
import serai.doctor.Observed;
import serai.testkit.http.SelfSigned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.util.concurrent.TimeUnit.SECONDS;

/** An HTTP destination, and what is observed of it. */
abstract class ExaminedHttp {

    static final String SET = "serai.lrs.url";

    @TempDir
    Path folder;

    final Vertx vertx = Vertx.vertx();
    final DefaultCamelContext context = new DefaultCamelContext();
    final LrsClient lrs = new LrsClient();
    final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void boundAnswers() {
        context.getCamelContextExtension().registerEndpointCallback(new BoundedAnswers(true));
        context.build();
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    List<String> observed(String address, HttpClient client) throws Exception {
        return observed(address, client, Clock.systemUTC());
    }

    List<String> observed(String address, HttpClient client, Clock clock) throws Exception {
        client.setCamelContext(context);
        context.getRegistry().bind("client", client);
        HttpEndpoint endpoint = context.getEndpoint(address + "?httpClientConfigurer=#client", HttpEndpoint.class);
        return Observed.by(new HttpExamination("lrs", endpoint, clock, "1.0.3", SET));
    }

    /** Of an LRS's address, with a certificate that the client trusts. */
    String serving(SelfSigned certificate) throws Exception {
        lrs.setAuthorities(Files.writeString(folder.resolve("authority.pem"), certificate.certificatePem()).toString());
        return servingUntrusted(certificate.pkcs12());
    }

    String servingUntrusted(Path pkcs12) throws Exception {
        int port = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(
                new PfxOptions().setPath(pkcs12.toString()).setPassword(SelfSigned.PASSWORD)))
                .requestHandler(request -> {
                    asked.add(request.method() + " " + request.uri() + " " + request.getHeader("Authorization"));
                    request.response().putHeader("X-Experience-API-Version", "1.0.3").setStatusCode(404).end();
                }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(30, SECONDS).actualPort();
        return "https://127.0.0.1:%s/xapi/statements".formatted(port);
    }
}
