package serai.reload;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import serai.journal.Balance;
import serai.testkit.EmbeddedSerai;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events of both platforms that come without a break, and the books over them. */
final class EventsForReload implements AutoCloseable {

    private static final int POSTING = 4;
    private static final int PAUSE_MS = 3;

    private final ReloadedSerai serai;
    private final int posting;
    private final int publishing;
    private final ExecutorService publishers = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Semaphore end = new Semaphore(0);

    EventsForReload(ReloadedSerai serai) {
        this(serai, POSTING, 1);
    }

    /**
     * @param posting    how many post to the webhook
     * @param publishing how many send messages to the broker
     */
    EventsForReload(ReloadedSerai serai, int posting, int publishing) {
        this.serai = serai;
        this.posting = posting;
        this.publishing = publishing;
    }

    void begin() {
        for (int i = 0; i < posting; i++) {
            running.add(publishers.submit(this::post));
        }
        for (int i = 0; i < publishing; i++) {
            running.add(publishers.submit(this::publish));
        }
    }

    private boolean isToEnd() throws InterruptedException {
        return end.tryAcquire(PAUSE_MS, MILLISECONDS);
    }

    private Void post() throws Exception {
        while (!isToEnd()) {
            HttpResponse<String> answer = serai.post(numbers.incrementAndGet());
            if (answer.statusCode() == 202) {
                accepted.incrementAndGet();
            } else {
                refused.add(answer.statusCode() + " " + answer.body());
            }
        }
        return null;
    }

    private Void publish() throws Exception {
        String login = EmbeddedSerai.mctSequence().get(0);
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder().connectionString(serai.runtime().sandbox().namespace()
                .connectionString()).sender().topicName(EmbeddedSerai.TOPIC).buildClient()) {
            while (!isToEnd()) {
                int number = numbers.incrementAndGet();
                sender.sendMessage(new ServiceBusMessage(login.replace("13273", "" + number)));
                published.incrementAndGet();
            }
        }
        return null;
    }

    /** Of the webhook. */
    int accepted() {
        return accepted.get();
    }

    void untilMoreThan(int before) {
        await().atMost(30, SECONDS).until(() -> accepted.get() > before + posting || !refused.isEmpty());
    }

    void end() throws Exception {
        end.release(posting + publishing);
        for (Future<?> one : running) {
            one.get(60, SECONDS);
        }
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    /**
     * Compares what was accepted, what the journal counts, and what each destination has. A message that was handed out while a
     * receiver closed comes again, when its lock ends after 30 s at the latest.
     */
    void areAllDeliveredOnce() throws Exception {
        int all = accepted.get() + published.get();
        await().atMost(150, SECONDS).untilAsserted(() -> {
            Map<String, Balance> balances = serai.balances();
            assertThat(balances.get("archive").routed()).as("%s of the webhook and %s messages; %s, %s, %s", accepted, published,
                    serai.sources(), balances, serai.broker()).isEqualTo(all);
            assertThat(balances.values()).as("" + balances).allSatisfy(balance -> assertThat(balance)
                    .isEqualTo(new Balance(balance.routed(), balance.routed(), 0, 0, 0)));
        });
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(serai.broker().completed()).isEqualTo(published.get()));
        assertThat(serai.broker().deadLettered()).isZero();
        Map<String, List<String>> found = serai.atDestinations();
        serai.balances().forEach((name, balance) -> assertThat(found.get(name)).as(name).doesNotHaveDuplicates()
                .hasSize(Math.toIntExact(balance.routed())));
    }

    @Override
    public String toString() {
        return "%s events of the webhook and %s messages were accepted, none was refused; routed: %s".formatted(accepted, published,
                serai.balances());
    }

    @Override
    public void close() {
        end.release(posting + publishing);
        publishers.shutdownNow();
    }
}
