package serai.cli;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import serai.Setting;
import serai.Settings;
import serai.sandbox.http.PraesidiumPublisher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plays both platforms: Microsoft Community Training with the Azure SDK, Praesidium Academy over HTTP. */
final class DemoPublisher {

    private static final List<String> PRAESIDIUM_EVENTS =
            List.of("praesidium-course-completed.as-published.json", "praesidium-learning-path-completed.as-published.json");
    private static final int ACCEPTED = 202;

    private final Runtime runtime;

    DemoPublisher(Runtime runtime) {
        this.runtime = runtime;
    }

    /** @return how many events were published */
    int publish() throws IOException, InterruptedException {
        return publishToServiceBus() + publishToWebhook();
    }

    private int publishToServiceBus() throws IOException {
        List<String> events = resource("mct-sequence.jsonl").lines().toList();
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(runtime.sandbox().namespace().connectionString())
                .sender().topicName(runtime.settings().text(Setting.SERVICEBUS_TOPIC)).buildClient()) {
            for (String event : events) {
                sender.sendMessage(new ServiceBusMessage(event).setContentType("application/json"));
            }
        }
        return events.size();
    }

    private int publishToWebhook() throws IOException, InterruptedException {
        Settings settings = runtime.settings();
        String password = Files.readString(Path.of(settings.text(Setting.DATA), "praesidium.password")).strip();
        PraesidiumPublisher publisher =
                new PraesidiumPublisher(settings.text(Setting.PRAESIDIUM_USERNAME), password);
        for (String event : PRAESIDIUM_EVENTS) {
            int status = publisher.publish(URI.create(runtime.webhook()),
                    resource(event).getBytes(StandardCharsets.UTF_8));
            if (status != ACCEPTED) {
                throw new IOException("the webhook answered %d to %s instead of %d".formatted(status, event, ACCEPTED));
            }
        }
        return PRAESIDIUM_EVENTS.size();
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = DemoPublisher.class.getResourceAsStream("/serai/sandbox/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
