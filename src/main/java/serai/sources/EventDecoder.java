package serai.sources;

import serai.model.LearningRecord;

/** Makes a learning record of what a platform sends: Message Translator (EIP). Safe for use by many threads. */
@FunctionalInterface
public interface EventDecoder {

    /**
     * The record of one event. An event of a type that nobody here knows is a record too, without a learner and without
     * a time, so that it isn't lost.
     *
     * @param raw the payload as received; kept in the record as it is, so it must not be changed afterwards
     * @throws UnreadableEventException if it isn't an event of the platform; nothing else is thrown, whatever the bytes
     */
    LearningRecord decode(byte[] raw);
}
