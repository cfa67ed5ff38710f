package serai.spring;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import serai.Serai;

/**
 * Adds Serai to the application's CamelContext before it starts; the {@code serai.…} of Spring's Environment are its settings. This
 * registers a bean {@code serai} of type {@link Serai}; a bean that is made earlier injects an {@code ObjectProvider} of it.
 * {@code spring.autoconfigure.exclude} switches all of this off.
 */
@AutoConfiguration
@ConditionalOnClass(CamelContextConfiguration.class)
public class SeraiAutoConfiguration {

    /** Called by camel-spring-boot, which adds the application's own routes after that, and starts the context. */
    @Bean
    CamelContextConfiguration addsSerai(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beans) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getPropertiesComponent().addPropertiesSource(new EnvironmentProperties(environment));
                try {
                    beans.registerSingleton("serai", Serai.addTo(context));
                } catch (Exception e) {
                    throw new IllegalStateException("Serai can't be added to the CamelContext: " + e.getMessage(), e);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // nothing is left to be done
            }
        };
    }
}
