package serai.people.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** People in a {@link CsvTable CSV file}, a row for each. Only {@code id} is needed; columns of no meaning are passed over. */
public final class CsvPeople implements PeopleSource {

    private final CsvTable table;

    public CsvPeople(Path file) {
        this.table = new CsvTable(file);
    }

    /** Time and length of the file. */
    @Override
    public Object version() throws IOException {
        return table.version();
    }

    @Override
    public void read(Consumer<KnownPerson> to) throws IOException {
        readLines((line, person) -> to.accept(person));
    }

    /** Takes a person. */
    @FunctionalInterface
    public interface Taker {
        /** @param line on which the row begins, from 1 */
        void take(int line, KnownPerson person);
    }

    /**
     * As {@link #read}, with lines.
     *
     * @throws CsvRowException if a row can't be read
     * @throws IOException     if the file can't
     */
    public void readLines(Taker to) throws IOException {
        table.read(List.of("id"), (line, row) -> to.take(line, KnownPerson.of(row)));
    }
}
