package serai.people.course;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;

/**
 * What the organisation says of a platform's course.
 *
 * @param platform  the platform
 * @param id        the platform's id of the course
 * @param code      the organisation's own code; empty for none
 * @param title     as the organisation calls it; empty for none
 * @param dueDays   within how many days of its start it has to be completed; null if it is never due
 * @param validDays for how many days a completion holds; null if it holds for ever
 */
public record Course(Platform platform, String id, String code, String title, @Nullable Integer dueDays,
        @Nullable Integer validDays) {
}
