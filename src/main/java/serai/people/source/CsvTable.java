package serai.people.source;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A CSV file in UTF-8: a heading, and rows. The separator is a comma, a semicolon or a tab, whichever the heading has. Columns are
 * known by their headings, in any order and case. Messages have the line, and quote nothing from it.
 */
public record CsvTable(Path file) {

    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
    /** A longer value is a quote that nobody has closed. */
    private static final int VALUE_MAX = 4_096;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Takes a row. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param line on which the row begins, from 1
         * @throws IOException if the row can't be used; the reading ends
         */
        void take(int line, Row row) throws IOException;
    }

    /**
     * Time and length of the file.
     *
     * @throws IOException if there is no such file, or if it can't be looked at
     */
    public Object version() throws IOException {
        try {
            return List.of(Files.getLastModifiedTime(file), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        }
    }

    /**
     * Reads the file.
     *
     * @param needed columns that must be there, with a value in each row
     * @throws CsvRowException if a row can't be read
     * @throws IOException     if the file can't; both messages are one line
     */
    public void read(List<String> needed, Taker to) throws IOException {
        // This decoder refuses bytes that are not UTF-8; the reader's usual one would replace them.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            passByteOrderMark(reader);
            char separator = separator(reader);
            try (MappingIterator<String[]> rows =
                    CSV.readerFor(String[].class).with(CsvSchema.emptySchema().withColumnSeparator(separator)).readValues(reader)) {
                rows(rows, needed, to);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in UTF-8", e);
        }
    }

    private void rows(MappingIterator<String[]> rows, List<String> needed, Taker to) throws IOException {
        int line = 1;
        try {
            if (!rows.hasNextValue()) {
                throw new IOException("%s is empty; its first line must be a heading with a column %s".formatted(file,
                        needed.get(0)));
            }
            Map<String, Integer> columns = columns(rows.nextValue());
            for (String name : needed) {
                if (!columns.containsKey(name)) {
                    throw new CsvRowException(file, line, "the heading has no column " + name);
                }
            }
            int count = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
            while (rows.hasNextValue()) {
                String[] values = rows.nextValue();
                line = rows.getParser().currentTokenLocation().getLineNr();
                require(line, count, values);
                Row row = new Row(columns, values);
                for (String name : needed) {
                    if (row.of(name).isEmpty()) {
                        throw new CsvRowException(file, line, "has no " + name);
                    }
                }
                to.take(line, row);
            }
        } catch (JsonProcessingException e) { // its message quotes the row
            throw new CsvRowException(file, line, "the text after this row is not CSV, perhaps because a quote is not closed");
        }
    }

    private void require(int line, int count, String[] values) throws CsvRowException {
        if (values.length != count) {
            throw new CsvRowException(file, line, "has %s values, but the heading has %s columns".formatted(values.length, count));
        }
        if (Arrays.stream(values).anyMatch(value -> value.length() > VALUE_MAX)) {
            throw new CsvRowException(file, line,
                    "has a value of more than %s characters; a quote may not be closed".formatted(VALUE_MAX));
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

    /** The place of each column: the first of a name. A column without a name, as after a comma at the end, counts too. */
    private static Map<String, Integer> columns(String[] heading) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < heading.length; i++) {
            String name = heading[i].strip().toLowerCase(Locale.ROOT);
            places.put(places.containsKey(name) ? name + "#" + i : name, i);
        }
        return places;
    }

    /** One row. */
    public static final class Row implements NamedValues {

        private final Map<String, Integer> columns;
        private final String[] values;

        private Row(Map<String, Integer> columns, String[] values) {
            this.columns = columns;
            this.values = values;
        }

        @Override
        public String of(String name) {
            Integer place = columns.get(name);
            return place == null ? "" : values[place].strip();
        }

        @Override
        public Set<String> names() {
            return columns.keySet();
        }
    }
}
