package serai.alerts.signs;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * Receivers that get nothing, as health tells.
 *
 * @param checks   null if the host has no health checks
 * @param instance what is appended to the route's name among those of other instances
 */
public record ReceiverSign(@Nullable HealthCheckRegistry checks, String instance) implements Sign {

    private static final String RECEIVER = "receiver:";

    @Override
    public void look(Consumer<AlertCondition> found) {
        if (checks != null) {
            checks.stream().filter(check -> check.getId().startsWith(RECEIVER)).toList().forEach(check -> {
                HealthCheck.Result result = check.call();
                if (result.getState() == HealthCheck.State.DOWN) {
                    String route = check.getId().substring(RECEIVER.length());
                    found.accept(AlertCondition.begins(AlertType.RECEIVER_SILENT, route + instance,
                            "%s receives nothing: %s".formatted(route, result.getMessage().orElse("health says no more")),
                            "see 'Nothing comes from Service Bus' in docs/operating.md"));
                }
            });
        }
    }
}
