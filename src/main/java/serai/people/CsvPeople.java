package serai.people;

import serai.people.CsvTable.Row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

    /** Takes a person, and the line on which the row begins. */
    @FunctionalInterface
    interface Taker {
        void take(int line, KnownPerson person);
    }

    /** As {@link #read}, with lines. */
    void readLines(Taker to) throws IOException {
        table.read(List.of("id"), (line, row) -> to.take(line, person(row)));
    }

    private static KnownPerson person(Row row) {
        List<String> emails = new ArrayList<>(several(row.of("email")));
        emails.addAll(several(row.of("aliases")));
        Map<String, String> refs = new HashMap<>();
        row.names().stream().filter(name -> name.matches("ref\\d") && !row.of(name).isEmpty())
                .forEach(name -> refs.put(name, row.of(name)));
        return new KnownPerson(row.of("id"), emails,
                Stream.of(row.of("phone").split("[;|]")).filter(one -> !one.isBlank()).toList(),
                row.of("first_name"), row.of("last_name"), refs);
    }

    /** Addresses have no blank, comma, semicolon or stroke in them. */
    private static List<String> several(String text) {
        return Stream.of(text.split("[\\s;,|]+")).filter(one -> !one.isEmpty()).toList();
    }
}
