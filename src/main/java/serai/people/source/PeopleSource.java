package serai.people.source;

import java.io.IOException;
import java.util.function.Consumer;

/** Where the organisation's people are read from. */
public interface PeopleSource {

    /**
     * Passes every person on, in no certain order; the same id may come more than once.
     *
     * @throws IOException if not all of them can be read; the message is one line with the cause, and names nobody
     */
    void read(Consumer<KnownPerson> to) throws IOException;

    /**
     * What changes when the people may have changed, cheap to ask.
     *
     * @throws IOException if the source can't be asked
     */
    Object version() throws IOException;

    /** Says that what was read last is not used, as too many people are gone: a source that reads only changes reads all again. */
    default void notTaken() {
        // a source that reads all each time has nothing to forget
    }
}
