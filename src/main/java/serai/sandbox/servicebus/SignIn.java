package serai.sandbox.servicebus;

/**
 * A token that a client has left.
 *
 * @param type     {@code jwt}, or {@code servicebus.windows.net:sastoken}
 * @param audience what it is for: {@code amqp://HOST/ENTITY}
 * @param token    as sent
 */
public record SignIn(String type, String audience, String token) {
}
