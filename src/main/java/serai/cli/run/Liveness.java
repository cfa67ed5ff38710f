package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import serai.threads.SupervisedThread;

/**
 * Asks what {@code /observe/health/live} answers: whether a restart would help. A journal whose database or disk is away counts for
 * readiness alone, since the new process would find the same.
 */
record Liveness(CamelContext context) implements SupervisedThread.Task {

    /** @throws IllegalStateException if a check of liveness is down */
    @Override
    public void run() {
        for (HealthCheck.Result one : HealthCheckHelper.invokeLiveness(context)) {
            if (one.getState() == HealthCheck.State.DOWN) {
                throw new IllegalStateException("health check %s is down, so the service does not count as alive"
                        .formatted(one.getCheck().getId()));
            }
        }
    }
}
