package serai.webhook.authentication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import serai.webhook.TooManyAttemptsException;
import serai.webhook.authentication.PasswordChecks.Check;
import serai.webhook.authentication.PasswordChecks.Rank;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether credentials that are not known yet are right. Where passwords are set as hashes,
 * that costs runs of PBKDF2 ({@link Users#verify}). It runs on threads of its own, so that the route may stay on an event loop.
 *
 * <p>Credentials that were right in an earlier process come first, and the addresses take turns ({@link PasswordChecks},
 * {@link EarlierSignIns}). There are {@value #ATTEMPTS_MAX} places for such checks, {@value #ATTEMPTS_EACH_MAX} of them for one
 * address. Requests with the same credentials at the same time share one place and one run. A wrong password keeps its place for
 * a second before it is answered, which bounds how many passwords can be tried.
 *
 * <p>Safe for use by several threads.
 */
final class CredentialsVerifier {

    static final int ATTEMPTS_EACH_MAX = 8;

    private static final int ATTEMPTS_MAX = 1_000;
    /** One thread for every four cores, from 1 to 4, so that checks of guessed passwords do not slow down known senders. */
    private static final int THREADS = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));
    private static final int LOOK_MS = 500;
    private static final int TELL_SECONDS = 60;

    private final Users users;
    private final Duration heldBack;
    private final RefusedSignIns refused;
    private final @Nullable EarlierSignIns earlierSignIns;
    private final PasswordChecks checks = new PasswordChecks(THREADS, ATTEMPTS_MAX, ATTEMPTS_EACH_MAX);
    private final Map<Credentials, CompletableFuture<Boolean>> verdicts = new ConcurrentHashMap<>();
    private final ExecutorServiceManager pools;
    private final ExecutorService verifying;
    private final ScheduledExecutorService refusing;
    private volatile @Nullable Counter untried;

    /**
     * Starts the threads, which run until {@link #stop}.
     *
     * @param heldBack how long a wrong password keeps its place, and its answer is held back
     * @param refused  the addresses whose new credentials are checked last; they are logged once a minute
     * @param context  has the {@link EarlierSignIns} in its registry; without them no credentials come first
     */
    CredentialsVerifier(Users users, Duration heldBack, RefusedSignIns refused, CamelContext context) {
        this.users = users;
        this.heldBack = heldBack;
        this.refused = refused;
        earlierSignIns = context.getRegistry().findSingleByType(EarlierSignIns.class);
        pools = context.getExecutorServiceManager();
        verifying = pools.newThreadPool(this, "webhook-passwords", profile());
        refusing = pools.newSingleThreadScheduledExecutor(this, "webhook-refusals");
        var unused = refusing.scheduleWithFixedDelay(checks::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        var unusedToo = refusing.scheduleWithFixedDelay(refused::tell, TELL_SECONDS, TELL_SECONDS, TimeUnit.SECONDS);
    }

    private static ThreadPoolProfile profile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("webhook-passwords");
        profile.setPoolSize(THREADS);
        profile.setMaxPoolSize(THREADS);
        profile.setMaxQueueSize(THREADS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /**
     * Whether the credentials are right.
     *
     * @param address the sender's, by {@link SenderNetwork#of}
     * @return completes when this is known, and for wrong ones when they were held back. It fails with a
     *         {@link TooManyAttemptsException} if no place is free, or after ten seconds without a run, and with a
     *         {@link RejectedExecutionException} if the route is stopping.
     */
    CompletableFuture<Boolean> verify(String address, Credentials credentials) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> shared = verdicts.putIfAbsent(credentials, mine);
        if (shared != null) {
            return shared;
        }
        Check check = new Check(rank(address, credentials), address, () -> run(credentials, mine),
                () -> mine.completeExceptionally(new TooManyAttemptsException()));
        var unused = mine.whenComplete((right, failure) -> {
            verdicts.remove(credentials, mine);
            checks.leave(check);
            Counter counter = untried;
            if (failure instanceof TooManyAttemptsException && counter != null) {
                counter.increment();
            }
        });
        try {
            if (!checks.add(check, verifying)) {
                mine.completeExceptionally(new TooManyAttemptsException()); // another request may share it already
            }
        } catch (RejectedExecutionException e) {
            mine.completeExceptionally(e); // the route is stopping
        }
        return mine;
    }

    private Rank rank(String address, Credentials credentials) {
        if (earlierSignIns != null && earlierSignIns.has(users.digest(), credentials)) {
            return Rank.RIGHT_BEFORE;
        }
        return refused.isFrom(address) ? Rank.WRONG_LATELY : Rank.NEW;
    }

    private void run(Credentials credentials, CompletableFuture<Boolean> verdict) {
        try {
            if (users.verify(credentials)) {
                verdict.complete(true);
                if (earlierSignIns != null) {
                    earlierSignIns.add(users.digest(), credentials);
                }
            } else {
                var unused = refusing.schedule(() -> verdict.complete(false), heldBack.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException | Error e) {
            verdict.completeExceptionally(e);
        }
    }

    /** Registers the counter of requests whose password was not tried; several webhooks share it. */
    void countIn(MeterRegistry registry) {
        untried = Counter.builder("serai.webhook.untried")
                .description("Requests to the webhook since the start whose password was not tried (429)").register(registry);
    }

    /** Ends the threads. Checks that were not answered yet fail. */
    void stop() {
        pools.shutdownNow(verifying);
        pools.shutdownNow(refusing);
        verdicts.values().forEach(verdict -> verdict.completeExceptionally(
                new RejectedExecutionException("the webhook is stopping; send the event again later")));
    }
}
