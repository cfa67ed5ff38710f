package serai.sandbox.platforms;

/**
 * An event as a platform publishes it.
 *
 * @param key   what tells it from every other: type, learner, object and time as the platform writes them, parted by slashes.
 *              One that is sent once more has that of its original; one that is malformed, that which it should have had
 * @param type  the platform's name for what has happened
 * @param fault what is wrong with it
 * @param body  what is sent
 */
public record PublishedEvent(String key, String type, Fault fault, byte[] body) {
}
