/**
 * Steps of a webhook's route: they check the content type, and answer refusals with problem details (RFC 9457). They behave
 * alike in every host of {@code platform-http}.
 */
package serai.webhook;
