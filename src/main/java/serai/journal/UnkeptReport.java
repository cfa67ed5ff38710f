package serai.journal;

import java.time.Instant;

/**
 * Events of one type that were not acknowledged because the routes have named no destination for them.
 *
 * @param source the source's name
 * @param type   the events' type
 * @param route  the route that names none
 * @param count  how many came since an event of the type was last kept
 * @param lastAt when the last one came
 */
public record UnkeptReport(String source, String type, String route, long count, Instant lastAt) {
}
