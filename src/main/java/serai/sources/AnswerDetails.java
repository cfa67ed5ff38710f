package serai.sources;

import serai.model.ShowableMessage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The members of the webhook's answer: what a publisher may see of a failure. The routes' bean {@code problemDetails}. */
public final class AnswerDetails implements Function<Throwable, Map<String, Object>> {

    @Override
    public Map<String, Object> apply(Throwable failure) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (failure instanceof UnreadableEventException unreadable) {
            details.put("detail", unreadable.getMessage());
            details.put("expected", unreadable.expected());
            if (unreadable.pointer() != null) {
                details.put("pointer", unreadable.pointer());
            }
            if (unreadable.line() > 0) {
                details.put("line", unreadable.line());
                details.put("column", unreadable.column());
            }
        } else {
            ShowableMessage.of(failure).ifPresent(message -> details.put("detail", message));
        }
        return details;
    }
}
