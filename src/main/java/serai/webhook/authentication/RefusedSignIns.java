package serai.webhook.authentication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Requests that were answered 401: counted in all and by the sender's address, and logged once a minute. Nothing of the requests'
 * content is kept. Addresses beyond {@value #ADDRESSES_MAX} in a minute are counted together.
 */
final class RefusedSignIns {

    static final int ADDRESSES_MAX = 1_000;
    /** Number of lines in the log for one minute; the other addresses share one more line. */
    static final int LINES_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(RefusedSignIns.class);

    private final Consumer<String> log;
    private Map<String, Integer> thisMinute = new HashMap<>();
    private Map<String, Integer> lastMinute = Map.of();
    private long others;
    private volatile @Nullable Counter counter;

    RefusedSignIns() {
        this(LOG::warn);
    }

    RefusedSignIns(Consumer<String> log) {
        this.log = log;
    }

    /** Registers the counter of all of them; several webhooks share it. */
    void countIn(MeterRegistry registry) {
        counter = Counter.builder("serai.webhook.unauthorized")
                .description("Requests to the webhook since the start that were answered 401").register(registry);
    }

    void add(String address) {
        Counter all = counter;
        if (all != null) {
            all.increment();
        }
        count(address);
    }

    private synchronized void count(String address) {
        if (thisMinute.size() < ADDRESSES_MAX || thisMinute.containsKey(address)) {
            thisMinute.merge(address, 1, Integer::sum);
        } else {
            others++;
        }
    }

    /** Whether a request from that address was refused in this minute or the one before, as far as addresses are counted. */
    synchronized boolean isFrom(String address) {
        return thisMinute.containsKey(address) || lastMinute.containsKey(address);
    }

    /** Logs the counts of the minute, and begins the next minute. */
    void tell() {
        Map<String, Integer> told;
        long rest;
        synchronized (this) {
            told = thisMinute;
            rest = others;
            lastMinute = told;
            thisMinute = new HashMap<>();
            others = 0;
        }
        List<Map.Entry<String, Integer>> most = told.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())).toList();
        most.stream().limit(LINES_MAX)
                .forEach(address -> log.accept(("Requests to the webhook from %s in the last minute that were answered 401: %s. "
                        + "They had no credentials or wrong ones. If it is one of your publishers, give it the right user "
                        + "and password; otherwise block it "
                        + "in your firewall.").formatted(address.getKey().isEmpty() ? "somewhere"
                                : address.getKey(), address.getValue())));
        rest += most.stream().skip(LINES_MAX).mapToLong(Map.Entry::getValue).sum();
        if (rest > 0) {
            log.accept(
                    "Requests to the webhook from more addresses in the last minute that were answered 401: %s.".formatted(rest));
        }
    }
}
