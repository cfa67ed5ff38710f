package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LivenessTest {

    @Test
    void aServiceWhoseLivenessIsDownDoesNot() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            HealthCheckRegistry.get(context).register(new AbstractHealthCheck("serai", "heart") {

                @Override
                public boolean isLiveness() {
                    return true;
                }

                @Override
                protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
                    builder.down();
                }
            });
            context.start();

            assertThatThrownBy(new Liveness(context)::run).hasMessageContaining("heart");
        }
    }
}
