package serai.bench.peer.handwritten;

import java.sql.SQLException;
import java.util.List;

/** Where events are kept. */
@FunctionalInterface
interface EventStore {

    /** Returns after the commit. @throws SQLException if none was kept */
    void keep(List<Event> events) throws SQLException;
}
