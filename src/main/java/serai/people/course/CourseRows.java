package serai.people.course;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;
import serai.people.source.NamedValues;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes courses of rows, and refuses rows that are not courses. For one reading. */
final class CourseRows {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    /** As many characters as a column of the warehouse has in every dialect ({@code routes/sql}), where it has a bound. */
    private static final int ID_MAX = 255;
    private static final int TEXT_MAX = 4_000;

    private final String list;
    private final Refusal refusal;
    private final List<Course> courses = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Makes the exception for a row that is refused. */
    @FunctionalInterface
    interface Refusal {
        /** @param cause what is wrong, without the place */
        IOException of(int number, String cause);
    }

    /** @param list what the rows are of, for messages */
    CourseRows(String list, Refusal refusal) {
        this.list = list;
        this.refusal = refusal;
    }

    /** @throws IOException if the row is no course, if an earlier row had the same course, or if there are too many */
    void add(int number, NamedValues row) throws IOException {
        Course course = new Course(platform(number, row), text(number, row, "id", ID_MAX), text(number, row, "code", TEXT_MAX),
                text(number, row, "title", TEXT_MAX), days(number, row, "due_days"), days(number, row, "valid_days"));
        Integer before = numbers.put(course.platform() + ":" + course.id(), number);
        if (before != null) {
            throw refusal.of(number, "an earlier row (%s) has the same course".formatted(before));
        }
        if (courses.size() == CourseSource.MAX) {
            throw new IOException("%s has more than %s courses".formatted(list, CourseSource.MAX));
        }
        courses.add(course);
    }

    /** @throws IOException if there is none */
    List<Course> all() throws IOException {
        if (courses.isEmpty()) {
            throw new IOException(list + " has no courses");
        }
        return List.copyOf(courses);
    }

    private Platform platform(int number, NamedValues row) throws IOException {
        try {
            return Platform.valueOf(row.of("platform").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw refusal.of(number, "its platform is unknown; write mct or praesidium");
        }
    }

    /** A value that every database takes: one that it refuses would cost the records that are written with it. */
    private String text(int number, NamedValues row, String name, int max) throws IOException {
        String text = row.of(name);
        if (text.length() > max) {
            throw refusal.of(number, "its %s has more than %s characters".formatted(name, max));
        }
        if (text.indexOf('\0') >= 0) {
            throw refusal.of(number, "its %s has a NUL character".formatted(name));
        }
        return text;
    }

    private @Nullable Integer days(int number, NamedValues row, String name) throws IOException {
        String text = row.of(name);
        if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
            throw refusal.of(number, "its %s is not a number of days".formatted(name));
        }
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}
