package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;
import serai.sandbox.servicebus.queue.MessageQueue;
import serai.sandbox.servicebus.queue.MessageSettlement;
import serai.sandbox.servicebus.queue.StoredMessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A queue's {@code $management}: renews locks, settles messages after the link was lost, and peeks. */
final class ManagementNode implements RequestNode {

    private static final int PEEKED_BYTES_MAX = 1 << 20;

    private final MessageQueue queue;

    ManagementNode(MessageQueue queue) {
        this.queue = queue;
    }

    @Override
    public Answer answer(String operation, Map<String, Object> properties, @Nullable Object body) {
        if (!(body instanceof Map<?, ?> request)) {
            return Answer.bad("The body of " + operation + " has to be a map.");
        }
        return switch (operation) {
            case "com.microsoft:renew-lock" -> renewLocks(request);
            case "com.microsoft:update-disposition" -> updateDisposition(request);
            case "com.microsoft:peek-message" -> peek(request);
            default -> Answer.notImplemented(operation);
        };
    }

    private Answer renewLocks(Map<?, ?> request) {
        List<Date> ends = new ArrayList<>();
        for (UUID token : lockTokens(request)) {
            Instant end = queue.renew(token);
            if (end == null) {
                return Answer.lockLost();
            }
            ends.add(Date.from(end));
        }
        return Answer.ok(Map.of("expirations", ends.toArray(Date[]::new)));
    }

    private Answer updateDisposition(Map<?, ?> request) {
        Optional<MessageSettlement> settlement = MessageSettlement.of(request);
        if (settlement.isEmpty()) {
            return Answer.notImplemented("the disposition " + request.get("disposition-status"));
        }
        boolean settled = true;
        for (UUID token : lockTokens(request)) {
            settled &= queue.settle(token, settlement.get());
        }
        queue.deliver();
        return settled ? Answer.ok(null) : Answer.lockLost();
    }

    private Answer peek(Map<?, ?> request) {
        if (!(request.get("from-sequence-number") instanceof Number from)
                || !(request.get("message-count") instanceof Number count)) {
            return Answer.bad("peek-message takes from-sequence-number and message-count.");
        }
        List<Map<String, Object>> messages = new ArrayList<>();
        int bytes = 0;
        Iterator<StoredMessage> stored = queue.peek(from.longValue()).iterator();
        while (stored.hasNext() && messages.size() < count.intValue() && bytes < PEEKED_BYTES_MAX) {
            byte[] message = stored.next().unlocked();
            bytes += message.length;
            messages.add(Map.of("message", new Binary(message)));
        }
        return messages.isEmpty() ? Answer.of(204, "No Content") : Answer.ok(Map.of("messages", messages));
    }

    private static List<UUID> lockTokens(Map<?, ?> request) {
        List<UUID> tokens = new ArrayList<>();
        if (request.get("lock-tokens") instanceof Object[] sent) {
            for (Object token : sent) {
                tokens.add((UUID) token);
            }
        }
        return tokens;
    }
}
