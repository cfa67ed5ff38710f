package serai.bench.load;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.sandbox.servicebus.queue.EntityCounts;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A namespace of the sandbox in this process, with a topic for each consumer that is compared. */
public final class Topics implements AutoCloseable {

    public static final String SUBSCRIPTION = "serai";

    private static final int BATCH = 500;
    private static final int POLL_MS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENT = """
            {"EventType":"COURSE_COMPLETION","MessageBody":{"FirstName":"Test","LastName":"Test","UserId":%d,\
            "Contact":"learner@example.org","ContactType":"Email","CourseName":"course7","CourseId":2475,\
            "CompletionDate":"%s","ExamPercentage":"50"}}""";

    private final ServiceBusNamespace namespace;
    private final Random random = new Random();

    public Topics(String... topics) throws IOException {
        NamespaceBuilder builder = new NamespaceBuilder().port(0).lockDuration(PATIENCE);
        for (String topic : topics) {
            builder.topic(topic, SUBSCRIPTION);
        }
        namespace = builder.build().start();
    }

    public String connectionString() {
        return namespace.connectionString();
    }

    /**
     * Publishes events while all connections are stalled, and then lets the consumers have them.
     *
     * @return messages that the topic's consumer has completed a second, from then until the last
     * @throws IOException if some are not completed in a minute, or are dead-lettered
     */
    public double completedPerSecond(String topic, int messages) throws IOException, InterruptedException {
        long before = counts(topic).completed();
        namespace.stallConnections();
        try {
            publish(topic, messages);
        } finally {
            namespace.resumeConnections();
        }
        long begin = System.nanoTime();
        while (counts(topic).completed() < before + messages) {
            EntityCounts now = counts(topic);
            if (now.deadLettered() > 0 || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("%s: of %d messages %d are completed, %d are dead letters".formatted(topic, messages,
                        now.completed() - before, now.deadLettered()));
            }
            Thread.sleep(POLL_MS);
        }
        return messages / ((System.nanoTime() - begin) / 1e9);
    }

    private void publish(String topic, int messages) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder().connectionString(connectionString())
                .sender().topicName(topic).buildClient()) {
            String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace("Z", "");
            List<ServiceBusMessage> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < messages; i++) {
                batch.add(new ServiceBusMessage(EVENT.formatted(random.nextInt(Integer.MAX_VALUE), now)));
                if (batch.size() == BATCH || i == messages - 1) {
                    sender.sendMessages(batch);
                    batch.clear();
                }
            }
        }
    }

    private EntityCounts counts(String topic) {
        return namespace.counts(topic + "/subscriptions/" + SUBSCRIPTION);
    }

    @Override
    public void close() {
        namespace.close();
    }
}
