package serai.sandbox.platforms;

/**
 * An event as a platform publishes it.
 *
 * @param key   identifies the event: type, learner, object and time as the platform writes them, separated by slashes. An event
 *              that is sent once more has the key of its original; a malformed one has the key of the undamaged event
 * @param type  the platform's name of the event's type
 * @param fault the event's fault
 * @param body  the bytes that are sent
 */
public record PublishedEvent(String key, String type, Fault fault, byte[] body) {
}
