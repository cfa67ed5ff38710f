package serai.people.source;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Where the organisation's people are read from. */
public interface PeopleSource {

    /** The columns that need a value in each row of a file or a query. */
    List<String> NEEDED = List.of("id");
    /** All columns that are read, in lower case. */
    List<String> COLUMNS =
            List.of("id", "email", "aliases", "phone", "first_name", "last_name", "ref3", "ref4", "ref5", "ref6", "ref7",
                    "ref8", "ref9");

    /**
     * Passes every person on, in no certain order; the same id may come more than once.
     *
     * @throws IOException if not all of them can be read; the message is one line with the cause, and names nobody
     */
    void read(Consumer<KnownPerson> to) throws IOException;

    /**
     * A value that differs when the people may have changed. A SCIM server gives the changes meanwhile; other sources tell it fast.
     *
     * @throws IOException if the source can't be asked
     */
    Object version() throws IOException;

    /** Says that the people read last are not used, as too many are gone: a source that reads only changes then reads all again. */
    default void notTaken() {
        // a source that reads all each time has nothing to forget
    }
}
