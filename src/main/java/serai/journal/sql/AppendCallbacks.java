package serai.journal.sql;

import serai.journal.store.DeliveryStore.Registration;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The deliveries to call back when records were appended for their destinations. Any thread may use it. */
final class AppendCallbacks {

    private final Map<String, Runnable> callbacks = new ConcurrentHashMap<>();

    /** See {@link serai.journal.store.DeliveryStore#onAppend}. */
    Registration add(String destination, Runnable callback) {
        callbacks.put(destination, callback);
        return () -> callbacks.remove(destination, callback);
    }

    /** Calls all deliveries, on this thread. */
    void wakeAll() {
        callbacks.values().forEach(Runnable::run);
    }

    /** Calls the deliveries of these destinations, on this thread. */
    void wake(Set<String> destinations) {
        destinations.forEach(destination -> {
            Runnable callback = callbacks.get(destination);
            if (callback != null) {
                callback.run();
            }
        });
    }
}
