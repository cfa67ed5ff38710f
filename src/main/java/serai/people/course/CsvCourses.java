package serai.people.course;

import serai.people.source.CsvRowException;
import serai.people.source.CsvTable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Courses in a {@link CsvTable CSV file}, a row for each: {@code platform}, {@code id}, {@code code}, {@code title}, days. */
final class CsvCourses implements CourseSource {

    private final Path file;
    private final CsvTable table;

    CsvCourses(Path file) {
        this.file = file;
        this.table = new CsvTable(file);
    }

    /** Time and length of the file. */
    @Override
    public Object version() throws IOException {
        return table.version();
    }

    /** @throws CsvRowException if a row of the file can't be read */
    @Override
    public List<Course> read() throws IOException {
        CourseRows courses = new CourseRows(file.toString(), (line, cause) -> new CsvRowException(file, line, cause));
        table.read(NEEDED, courses::add);
        return courses.all();
    }
}
