package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;
import serai.people.CsvTable.Row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Courses in a {@link CsvTable CSV file}, a row for each: {@code platform}, {@code id}, {@code code}, {@code title}, days. */
public final class CsvCourses {

    private static final int MAX = 20_000;
    private static final String NUMBER = "\\d{1,5}";

    private final Path file;
    private final CsvTable table;

    public CsvCourses(Path file) {
        this.file = file;
        this.table = new CsvTable(file);
    }

    /** Time and length of the file. */
    Object version() throws IOException {
        return table.version();
    }

    /**
     * Reads the file, to find out whether it can be.
     *
     * @throws IOException     if it can't; the message is one line
     * @throws CsvRowException if a row of it can't be read
     */
    public void require() throws IOException {
        read();
    }

    /** All courses; at least one. */
    List<Course> read() throws IOException {
        List<Course> courses = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        table.read(List.of("platform", "id"), (line, row) -> {
            Course course = new Course(platform(line, row), row.of("id"), row.of("code"), row.of("title"),
                    days(line, row, "due_days"), days(line, row, "valid_days"));
            Integer before = lines.put(course.platform() + ":" + course.id(), line);
            if (before != null) {
                throw new CsvRowException(file, line, "the course is that of line %s too".formatted(before));
            }
            if (courses.size() == MAX) {
                throw new IOException("%s has more than %s courses".formatted(file, MAX));
            }
            courses.add(course);
        });
        if (courses.isEmpty()) {
            throw new IOException(file + " has no courses");
        }
        return courses;
    }

    private Platform platform(int line, Row row) throws CsvRowException {
        try {
            return Platform.valueOf(row.of("platform").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CsvRowException(file, line, "its platform is none; write mct or praesidium");
        }
    }

    private @Nullable Integer days(int line, Row row, String name) throws CsvRowException {
        String text = row.of(name);
        if (!text.isEmpty() && !text.matches(NUMBER)) {
            throw new CsvRowException(file, line, "its %s is no number of days".formatted(name));
        }
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}
