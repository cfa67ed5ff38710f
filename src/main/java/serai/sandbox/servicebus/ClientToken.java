package serai.sandbox.servicebus;

/**
 * A token that a client has sent.
 *
 * @param type     {@code jwt}, or {@code servicebus.windows.net:sastoken}
 * @param audience the resource for which the token is: {@code amqp://HOST/ENTITY}
 * @param token    as sent
 */
public record ClientToken(String type, String audience, String token) {
}
