package serai.sandbox.servicebus;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * {@code $cbs}, to which clients send their tokens. Every token is accepted, except under a fault, because the sandbox protects
 * nothing.
 */
final class SecurityNode implements RequestNode {

    private static final int REMEMBERED_MAX = 100;

    private final Deque<ClientToken> tokens = new ArrayDeque<>();
    private boolean refusing;

    @Override
    public Answer answer(String operation, Map<String, Object> properties, @Nullable Object body) {
        if (!operation.equals("put-token")) {
            return Answer.notImplemented(operation);
        }
        if (tokens.size() == REMEMBERED_MAX) {
            tokens.removeFirst();
        }
        tokens.add(new ClientToken(String.valueOf(properties.get("type")), String.valueOf(properties.get("name")),
                String.valueOf(body)));
        return refusing ? Answer.unauthorized("The token has not the right Listen.") : Answer.of(202, "Accepted");
    }

    /** The last tokens that clients have sent. */
    List<ClientToken> tokens() {
        return List.copyOf(tokens);
    }

    /** Fault: refuses every token from now on. */
    void refuse() {
        refusing = true;
    }
}
