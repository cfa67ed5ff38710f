package serai.sources;

import serai.model.LearningRecord;

/** Makes learning records of one platform's events: Message Translator (EIP). Safe for use by many threads. */
@FunctionalInterface
public interface EventDecoder {

    /**
     * Decodes one event. An event of an unknown type becomes a record too, without a learner and without a time, so that it
     * isn't lost.
     *
     * @param raw the payload as received; kept in the record as it is, so it must not be changed afterwards
     * @throws UnreadableEventException if the payload isn't an event of the platform; no payload causes any other exception
     */
    LearningRecord decode(byte[] raw);
}
