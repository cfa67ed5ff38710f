package serai.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * People in a CSV file in UTF-8: a heading, and a row for each person. The separator is a comma, a semicolon or a tab, whichever
 * the heading has. Columns are known by their headings, in any order and case; only {@code id} is needed, and others are passed
 * over.
 */
public final class CsvPeople implements PeopleSource {

    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
    /** More is no row of a person, but a quote that nobody has closed. */
    private static final int VALUE_MAX = 4_096;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;

    public CsvPeople(Path file) {
        this.file = file;
    }

    /** Time and length of the file. */
    @Override
    public Object version() throws IOException {
        try {
            return List.of(Files.getLastModifiedTime(file), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        }
    }

    @Override
    public void read(Consumer<Person> to) throws IOException {
        readLines((line, person) -> to.accept(person));
    }

    /** Takes a person, and the line on which the row begins. */
    @FunctionalInterface
    interface Taker {
        void take(int line, Person person);
    }

    /** As {@link #read}, with lines. */
    void readLines(Taker to) throws IOException {
        // A decoder that is made for it, and not Reader's usual one, refuses bytes that are not UTF-8.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            passByteOrderMark(reader);
            char separator = separator(reader);
            try (MappingIterator<String[]> rows =
                    CSV.readerFor(String[].class).with(CsvSchema.emptySchema().withColumnSeparator(separator)).readValues(reader)) {
                rows(rows, to);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in UTF-8", e);
        }
    }

    private void rows(MappingIterator<String[]> rows, Taker to) throws IOException {
        int line = 1;
        try {
            if (!rows.hasNextValue()) {
                throw new IOException(file + " is empty; its first line must be a heading with a column id");
            }
            Columns columns = new Columns(rows.nextValue());
            if (!columns.has("id")) {
                throw new PeopleRowException(file, line, "the heading has no column id");
            }
            while (rows.hasNextValue()) {
                String[] values = rows.nextValue();
                line = rows.getParser().currentTokenLocation().getLineNr();
                if (values.length != columns.count) {
                    throw new PeopleRowException(file, line,
                            "has %s values, and the heading %s".formatted(values.length, columns.count));
                }
                if (Arrays.stream(values).anyMatch(value -> value.length() > VALUE_MAX)) {
                    throw new PeopleRowException(file, line,
                            "has a value of more than %s characters; a quote may not be closed".formatted(VALUE_MAX));
                }
                if (columns.of(values, "id").isEmpty()) {
                    throw new PeopleRowException(file, line, "has no id");
                }
                to.take(line, columns.person(values));
            }
        } catch (JsonProcessingException e) { // its message quotes the row
            throw new PeopleRowException(file, line, "what follows this row is not CSV, such as a quote that nobody has closed");
        }
    }

    private static void passByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(VALUE_MAX);
        char[] begin = new char[VALUE_MAX];
        int length = reader.read(begin);
        reader.reset();
        String heading = length < 0 ? "" : new String(begin, 0, length).lines().findFirst().orElse("");
        return heading.indexOf(';') >= 0 ? ';' : heading.indexOf('\t') >= 0 ? '\t' : ',';
    }

    /** Where which column is. */
    private static final class Columns {

        private final Map<String, Integer> places = new HashMap<>();
        private final int count;

        Columns(String[] heading) {
            count = heading.length;
            for (int i = 0; i < count; i++) {
                places.putIfAbsent(heading[i].strip().toLowerCase(Locale.ROOT), i);
            }
        }

        boolean has(String name) {
            return places.containsKey(name);
        }

        String of(String[] values, String name) {
            Integer place = places.get(name);
            return place == null ? "" : values[place].strip();
        }

        Person person(String[] values) {
            List<String> emails = new ArrayList<>(several(of(values, "email")));
            emails.addAll(several(of(values, "aliases")));
            Map<String, String> refs = new HashMap<>();
            places.keySet().stream().filter(name -> name.matches("ref\\d") && !of(values, name).isEmpty())
                    .forEach(name -> refs.put(name, of(values, name)));
            return new Person(of(values, "id"), emails, Stream.of(of(values, "phone").split("[;|]")).filter(one -> !one.isBlank())
                    .toList(), of(values, "first_name"), of(values, "last_name"), refs);
        }

        /** Addresses have no blank, comma, semicolon or stroke in them. */
        private static List<String> several(String text) {
            return Stream.of(text.split("[\\s;,|]+")).filter(one -> !one.isEmpty()).toList();
        }
    }
}
