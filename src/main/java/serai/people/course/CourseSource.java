package serai.people.course;

import java.io.IOException;
import java.util.List;

/** Where the organisation's list of courses is read from. */
public interface CourseSource {

    /** How many courses a list may have. */
    int MAX = 20_000;
    /** The columns that need a value in each row of a file or a query. */
    List<String> NEEDED = List.of("platform", "id");
    /** All columns that are read, in lower case. */
    List<String> COLUMNS = List.of("platform", "id", "code", "title", "due_days", "valid_days");

    /**
     * A value that differs when the list may have changed.
     *
     * @throws IOException if the source can't be asked
     */
    Object version() throws IOException;

    /**
     * All courses; at least one, and none twice.
     *
     * @throws IOException if the list can't be read; the message is one line
     */
    List<Course> read() throws IOException;
}
