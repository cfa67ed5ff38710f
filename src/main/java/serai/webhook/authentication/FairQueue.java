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
 * What waits, by whom it is from: each sender in turn, and of one sender the oldest first. So one sender with much makes another
 * wait for one of its own, not for all. For one thread at a time; without a bound of its own.
 */
final class FairQueue<T> {

    /** In the order of their turns; none of them is empty. */
    private final Map<String, Deque<T>> senders = new LinkedHashMap<>();

    void add(String sender, T one) {
        senders.computeIfAbsent(sender, unused -> new ArrayDeque<>()).addLast(one);
    }

    /** Takes the oldest of the sender whose turn it is, which comes last then. */
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

    /** Takes the newest of the sender that has most, where it has more than so many. */
    Optional<T> displace(int more) {
        String most = null;
        int count = more;
        for (Map.Entry<String, Deque<T>> sender : senders.entrySet()) {
            if (sender.getValue().size() > count) {
                most = sender.getKey();
                count = sender.getValue().size();
            }
        }
        if (most == null) {
            return Optional.empty();
        }
        Deque<T> waiting = senders.get(most);
        T one = waiting.removeLast();
        if (waiting.isEmpty()) {
            senders.remove(most);
        }
        return Optional.of(one);
    }

    /** Takes out what need not wait any longer. */
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
