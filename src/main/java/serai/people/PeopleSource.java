package serai.people;

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
}
