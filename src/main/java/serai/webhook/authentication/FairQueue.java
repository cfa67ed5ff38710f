package serai.webhook.authentication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A queue that takes senders in turn, and of each sender the oldest entry first. So an entry waits for one entry of a sender
 * that has many, and not for all of them. For one thread at a time; without a bound of its own.
 */
final class FairQueue<T> {

    /** The senders' entries in the order of their turns; no queue is empty. */
    private final Map<String, Deque<T>> senders = new LinkedHashMap<>();

    void add(String sender, T one) {
        senders.computeIfAbsent(sender, unused -> new ArrayDeque<>()).addLast(one);
    }

    /** Takes the oldest entry of the sender whose turn it is. That sender's next turn comes last. */
    Optional<T> poll() {
        Iterator<Map.Entry<String, Deque<T>>> turns = senders.entrySet().iterator();
        if (!turns.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Deque<T>> first = turns.next();
        String sender = first.getKey();
        Deque<T> waiting = first.getValue();
        turns.remove();
        T one = waiting.removeFirst();
        if (!waiting.isEmpty()) {
            senders.put(sender, waiting);
        }
        return Optional.of(one);
    }

    /** Takes the newest entry of the sender that has most, if it has more than {@code more}. */
    Optional<T> displace(int more) {
        Map.Entry<String, Deque<T>> most = null;
        int count = more;
        for (Map.Entry<String, Deque<T>> sender : senders.entrySet()) {
            if (sender.getValue().size() > count) {
                most = sender;
                count = sender.getValue().size();
            }
        }
        if (most == null) {
            return Optional.empty();
        }
        T one = most.getValue().removeLast();
        if (most.getValue().isEmpty()) {
            senders.remove(most.getKey());
        }
        return Optional.of(one);
    }

    /** Takes out the entries that need not wait any longer. */
    void removeIf(Predicate<T> over, Consumer<T> removed) {
        senders.values().removeIf(waiting -> {
            waiting.removeIf(one -> {
                boolean is = over.test(one);
                if (is) {
                    removed.accept(one);
                }
                return is;
            });
            return waiting.isEmpty();
        });
    }
}
