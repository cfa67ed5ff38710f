package serai.testkit.process;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.sandbox.praesidium.PraesidiumPublisher;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both platforms at once, publishing until they are ended: several threads to the webhook, one to the topic. Each event
 * has a learner of its own. The webhook's are sent again until they are accepted, the topic's are left to the broker.
 */
public final class SimulatedPlatforms implements AutoCloseable {

    private static final int WEBHOOK_THREADS = 8;
    /** Most of what a process under load costs a build is this load; the campaign waits less. */
    private static final int WEBHOOK_PAUSE_MS = Integer.getInteger("serai.platforms.pause.ms", 12);
    private static final int WEBHOOK_PAUSE_AFTER_FAILURE_MS = 50;
    private static final int TOPIC_PAUSE_MS = 10 * WEBHOOK_PAUSE_MS;

    /** With more messages in the subscription nothing is sent to the topic: it must be emptied in the end, on any machine. */
    private static final long BACKLOG_MAX = 2_000;
    private static final int ACCEPTED = 202;
    /** More than are published in an hour of the campaign. */
    private static final int STATEMENTS_MAX = 5_000_000;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final AtomicLong failures = new AtomicLong();
    private final Set<Integer> answers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public SimulatedPlatforms(URI webhook, ServiceBusNamespace namespace) throws IOException {
        this(List.of(webhook), namespace);
    }

    /** @param webhooks of several instances: a thread that gets no success goes on with the next one, as a load balancer would */
    public SimulatedPlatforms(List<URI> webhooks, ServiceBusNamespace namespace) throws IOException {
        String completion = EmbeddedSerai.resource("praesidium-course-completed.json");
        for (int i = 0; i < WEBHOOK_THREADS; i++) {
            int thread = i;
            var unused = threads.submit(() -> post(webhooks, thread, completion));
        }
        List<String> sequence = EmbeddedSerai.mctSequence();
        var unused = threads.submit(() -> send(namespace, sequence));
    }

    /** A learning record store, not yet started, that forgets none of the statements that come of what they publish. */
    public static SandboxHttp http() {
        return new SandboxHttp("127.0.0.1", 0, new LearningRecordStore(Clock.systemUTC(), STATEMENTS_MAX),
                new PraesidiumTestEndpoint());
    }

    private Void post(List<URI> webhooks, int thread, String event) throws InterruptedException {
        PraesidiumPublisher publisher = new PraesidiumPublisher("praesidium", EmbeddedSerai.PASSWORD);
        UUID learner = new UUID(UUID.randomUUID().getMostSignificantBits(), 1);
        int webhook = thread;
        int pause = 0;
        while (!ended.await(pause, MILLISECONDS)) {
            pause = WEBHOOK_PAUSE_AFTER_FAILURE_MS;
            String posted = event.replace("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", learner.toString());
            if (isAccepted(publisher, webhooks.get(webhook % webhooks.size()), posted)) {
                accepted.add(learner.toString());
                learner = new UUID(learner.getMostSignificantBits(), learner.getLeastSignificantBits() + 1);
                pause = WEBHOOK_PAUSE_MS;
            } else {
                webhook++;
            }
        }
        return null;
    }

    private boolean isAccepted(PraesidiumPublisher publisher, URI webhook, String event) throws InterruptedException {
        try {
            int answer = publisher.publish(webhook, event.getBytes(StandardCharsets.UTF_8));
            answers.add(answer);
            return answer == ACCEPTED;
        } catch (IOException e) {
            failures.incrementAndGet();
            return false;
        }
    }

    private Void send(ServiceBusNamespace namespace, List<String> sequence) throws InterruptedException {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder().connectionString(namespace.connectionString())
                .sender().topicName(EmbeddedSerai.TOPIC).buildClient()) {
            for (int user = 1_000_000; !ended.await(TOPIC_PAUSE_MS, MILLISECONDS); user += sequence.size()) {
                if (namespace.counts(EmbeddedSerai.SUBSCRIPTION).active() > BACKLOG_MAX) {
                    continue;
                }
                List<ServiceBusMessage> messages = new ArrayList<>();
                List<String> learners = new ArrayList<>();
                for (String event : sequence) {
                    learners.add(Integer.toString(user + messages.size()));
                    messages.add(new ServiceBusMessage(event.replace("13273", learners.get(messages.size()))));
                }
                sender.sendMessages(messages);
                sent.addAll(learners);
            }
        }
        return null;
    }

    /**
     * Learners of the events that the webhook has accepted: UUIDs of which the upper half is a thread's, and the lower one
     * counts that thread's events, each of which is posted when the one before is accepted.
     */
    public Set<String> accepted() {
        return accepted;
    }

    /** Learners of the events that the broker has taken. */
    public Set<String> sent() {
        return sent;
    }

    /** Every status that the webhook has answered with. */
    public Set<Integer> answers() {
        return answers;
    }

    /** How many requests were cut off, or found nobody. */
    public long failures() {
        return failures.get();
    }

    /** Ends the publishing; returns when the last event is sent. */
    public void end() throws InterruptedException {
        ended.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
        assertThat(accepted.size() + sent.size()).as("events, all of which the store must have room for")
                .isLessThan(STATEMENTS_MAX / 2); // an event that was sent again may have come twice
    }

    @Override
    public void close() {
        ended.countDown();
        threads.shutdownNow();
    }
}
