package serai.cli.run;

import serai.cli.publish.PublishOutcome;
import serai.cli.publish.PublishTarget;
import serai.cli.publish.PublisherLogin;
import serai.cli.publish.TopicTarget;
import serai.cli.publish.WebhookTarget;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.settings.known.ServiceBusSetting;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** Publishes the sample events of both platforms' documents. */
final class DemoPublisher {

    private static final List<String> PRAESIDIUM_EVENTS =
            List.of("praesidium-course-completed.as-published.json", "praesidium-learning-path-completed.as-published.json");

    private final StandaloneRuntime runtime;

    DemoPublisher(StandaloneRuntime runtime) {
        this.runtime = runtime;
    }

    /** @return how many events were published */
    int publish() throws IOException {
        int published = 0;
        ServiceBusNamespace namespace = Objects.requireNonNull(runtime.sandbox().namespace(), "a demo has a sandbox of its own");
        try (PublishTarget topic = TopicTarget.by(namespace.connectionString(),
                runtime.settings().text(ServiceBusSetting.TOPIC))) {
            for (String event : resource("mct-sequence.jsonl").lines().toList()) {
                publish(event, topic);
                published++;
            }
        }
        try (PublishTarget webhook = new WebhookTarget(URI.create(runtime.webhook()), PublisherLogin.require(runtime.settings()))) {
            for (String event : PRAESIDIUM_EVENTS) {
                publish(resource(event), webhook);
                published++;
            }
        }
        return published;
    }

    private static void publish(String event, PublishTarget recipient) throws IOException {
        try {
            PublishOutcome reception = recipient.send(event.getBytes(StandardCharsets.UTF_8)).join();
            if (reception != PublishOutcome.TAKEN) {
                throw new IOException("%s did not accept an event of the demo (%s)".formatted(recipient.address(), reception));
            }
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = DemoPublisher.class.getResourceAsStream("/serai/sandbox/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
