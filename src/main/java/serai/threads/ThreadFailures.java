package serai.threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which of this process's threads have failed: for the log, for health, and for a metric. */
public final class ThreadFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    /** Why a thread has failed, by its name, for threads that have completed no turn since. */
    private static final Map<String, String> FAILING = new ConcurrentHashMap<>();
    /** How often a thread has failed since the process began, by its name. */
    private static final Map<String, AtomicLong> COUNTS = new ConcurrentHashMap<>();

    private ThreadFailures() {
    }

    /**
     * Counts a failure, and logs it if its reason is a new one for this thread. Never throws.
     *
     * @param next what the thread does now
     */
    public static void tell(String thread, Throwable cause, String next) {
        try {
            note(thread, cause, next);
        } catch (RuntimeException | Error e) {
            LOG.debug("The failure of the thread {} could not be told", thread, e);
        }
    }

    private static void note(String thread, Throwable cause, String next) {
        String reason = inOneLine(cause);
        COUNTS.computeIfAbsent(thread, unused -> new AtomicLong()).incrementAndGet();
        if (!reason.equals(FAILING.put(thread, reason))) {
            LOG.error("The thread {} has failed: {}; {}. If it fails again and "
                    + "again, restart Serai, and report it.", thread, reason,
                    next);
        }
        LOG.debug("The thread {} has failed", thread, cause);
    }

    /** The exception's class and place without its message, which may quote a sender's data. */
    private static String inOneLine(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String at = trace.length == 0 ? "" : " at " + trace[0].getClassName() + "." + trace[0].getMethodName();
        return cause.getClass().getName() + at;
    }

    /** Notes that the thread has completed a turn. Never throws. */
    public static void isWell(String thread) {
        try {
            if (FAILING.remove(thread) != null) {
                LOG.info("The thread {} continues.", thread);
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("That the thread {} continues could not be logged", thread, e);
        }
    }

    static void forget(String thread) {
        FAILING.remove(thread);
    }

    /** The threads that have failed and completed no turn since, with the reason; sorted by name. */
    public static Map<String, String> now() {
        return new TreeMap<>(FAILING);
    }

    /** How often each thread has failed since the process began; sorted by name. */
    public static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTS.forEach((thread, count) -> counts.put(thread, count.get()));
        return counts;
    }
}
