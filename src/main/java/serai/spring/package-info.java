/**
 * Serai in Spring Boot: an auto-configuration for hosts with camel-spring-boot. Nothing else of Serai depends on Spring.
 */
@NullMarked
package serai.spring;

import org.jspecify.annotations.NullMarked;
