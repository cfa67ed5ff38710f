package serai.journal.component;

import serai.journal.Progress;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The destinations that are delivered to at the moment, each with its progress. Safe for use by several threads. */
public final class Deliveries {

    private final Map<String, Progress> progress = new ConcurrentHashMap<>();

    void begun(String destination, Progress of) {
        progress.put(destination, of);
    }

    void ended(String destination) {
        progress.remove(destination);
    }

    /** By destination, sorted. */
    Map<String, Progress> now() {
        return new TreeMap<>(progress);
    }
}
