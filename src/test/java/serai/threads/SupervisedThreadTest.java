package serai.threads;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.threads.SupervisedThread.Waits;

import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SupervisedThreadTest {

    private static final Waits SHORT = new Waits(Duration.ofMillis(1), Duration.ofMillis(4));
    private static final String NAME = "living-thread-test";

    private SupervisedThread thread;

    @AfterEach
    void close() {
        if (thread != null) {
            thread.close(Duration.ofSeconds(5));
        }
    }

    private static Stream<Throwable> whateverMayBeThrown() {
        return Stream.of(new IllegalStateException("a bug"), new OutOfMemoryError("Java heap space"), new StackOverflowError(),
                new NoClassDefFoundError("gone"), new ServiceConfigurationError("none"), new InterruptedException(),
                new Exception("checked"),
                new Error("of somebody's own"));
    }

    @ParameterizedTest
    @MethodSource("whateverMayBeThrown")
    void livesOnWhateverIsThrownAndIsToldUntilATurnPasses(Throwable thrown) {
        BlockingQueue<Throwable> toThrow = new LinkedBlockingQueue<>(List.of(thrown, thrown));
        AtomicInteger passed = new AtomicInteger();
        CountDownLatch seen = new CountDownLatch(1);
        thread = SupervisedThread.begin(NAME, () -> {
            Throwable next = toThrow.poll();
            if (next != null) {
                sneak(next);
            }
            seen.await(); // the failures are looked at first
            passed.incrementAndGet();
            return Duration.ofMillis(1);
        }, () -> {}, SHORT);

        await().atMost(30, SECONDS).until(toThrow::isEmpty);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(ThreadFailures.now().get(NAME)).startsWith(thrown.getClass().getName()));
        assertThat(ThreadFailures.counts().get(NAME)).isPositive();

        seen.countDown();
        await().atMost(30, SECONDS).untilAtomic(passed, org.hamcrest.Matchers.greaterThan(2));
        assertThat(ThreadFailures.now()).doesNotContainKey(NAME);
    }

    @Test
    void livesOnAfterAnInterruptThatATurnHasLeftBehind() {
        AtomicInteger turns = new AtomicInteger();
        thread = SupervisedThread.begin(NAME, () -> {
            turns.incrementAndGet();
            Thread.currentThread().interrupt();
            return Duration.ofMillis(1);
        }, () -> {}, SHORT);

        await().atMost(30, SECONDS).until(() -> turns.get() > 3);
    }

    @Test
    void doesTheLastThingOnceAfterItsLastTurn() {
        List<String> done = new CopyOnWriteArrayList<>();
        thread = SupervisedThread.begin(NAME, () -> Duration.ofMillis(1), () -> done.add(Thread.currentThread().getName()));

        thread.close(Duration.ofSeconds(5));

        assertThat(done).containsExactly(NAME);
    }

    @Test
    void aTaskIsDoneAgainAfterAFailure() {
        AtomicInteger done = new AtomicInteger();
        thread = SupervisedThread.every(NAME, Duration.ZERO, Duration.ofMillis(1), () -> {
            if (done.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone");
            }
        });

        await().atMost(30, SECONDS).until(() -> done.get() > 2);
    }

    @Test
    void aTaskThatFailsCostsNeitherAnotherNorTheThread() throws Exception {
        ExecutorService tasks = SupervisedThread.tasks(NAME);
        Thread first = tasks.submit(Thread::currentThread).get(30, SECONDS);
        tasks.execute(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThat(tasks.submit(ThreadFailures::now).get(30, SECONDS)).containsKey(NAME);
        assertThat(tasks.submit(Thread::currentThread).get(30, SECONDS)).isSameAs(first);
        assertThat(tasks.submit(ThreadFailures::now).get(30, SECONDS)).doesNotContainKey(NAME);
        tasks.shutdown();
    }

    @Test
    void waitsLongerAfterEachFailure() {
        Waits waits = Waits.USUAL;

        assertThat(Stream.of(1, 2, 3, 7, 100_000).map(waits::after).map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 60L, 60L);
    }

    @Test
    void endsAfterItsTurnAndIsInterruptedOnlyWhereThatTakesTooLong() throws InterruptedException {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        thread = SupervisedThread.begin(NAME, () -> {
            inTurn.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Duration.ZERO;
        }, () -> {}, SHORT);
        inTurn.await();

        thread.close(Duration.ofMillis(10));

        assertThat(interrupted.await(30, SECONDS)).isTrue();
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(ThreadFailures.now()).doesNotContainKey(NAME));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
