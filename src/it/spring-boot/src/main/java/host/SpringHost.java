package host;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with a route of its own. That Serai is on its class path is enough. */
@SpringBootApplication
public class SpringHost {

    public static void main(String[] arguments) {
        SpringApplication.run(SpringHost.class, arguments);
    }

    @Bean
    RouteBuilder hello() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/hello").routeId("hello").setBody(constant("hello"));
            }
        };
    }
}
