/**
 * Steps of a webhook's route: they check the content type, and answer refusals with problem details (RFC 9457). They behave
 * alike in every host of {@code platform-http}.
 */
@NullMarked
package serai.webhook;

import org.jspecify.annotations.NullMarked;
