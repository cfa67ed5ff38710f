package serai.cli.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import serai.journal.operations.people.LearnerName;
import serai.journal.operations.people.PersonLink;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Links as a CSV file in UTF-8: the heading {@code learner,person}, and a row for each. */
final class LinksFile {

    private static final List<String> HEADING = List.of("learner", "person");
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private LinksFile() {
    }

    /**
     * @throws IllegalArgumentException if a row is no link, or two rows link one learner to two people
     * @throws IOException              if the file can't be read
     */
    static List<PersonLink> read(Path file, Instant now) throws IOException {
        Map<LearnerName, String> links = new HashMap<>();
        List<PersonLink> read = new ArrayList<>();
        int number = 0;
        try (MappingIterator<String[]> rows =
                CSV.readerFor(String[].class).readValues(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            while (rows.hasNextValue()) {
                number++;
                String[] row = rows.nextValue();
                if (number == 1) {
                    requireHeading(file, row);
                    continue;
                }
                if (row.length != HEADING.size() || row[1].isBlank()) {
                    throw new IllegalArgumentException("%s: row %s must have a learner and a person; nothing was changed"
                            .formatted(file, number));
                }
                LearnerName learner = LearnerName.of(row[0]);
                String before = links.put(learner, row[1].strip());
                if (before != null && !before.equals(row[1].strip())) {
                    throw new IllegalArgumentException("%s: row %s links %s to somebody else than a row before; nothing was changed"
                            .formatted(file, number, learner));
                }
                read.add(new PersonLink(learner.platform(), learner.learner(), row[1].strip(), now));
            }
        } catch (JsonProcessingException e) { // its message quotes the row
            throw new IllegalArgumentException("%s: row %s is not CSV; nothing was changed".formatted(file, number + 1), e);
        }
        if (number == 0) {
            throw new IllegalArgumentException("%s is empty; its first line must be learner,person".formatted(file));
        }
        return read;
    }

    private static void requireHeading(Path file, String[] row) {
        if (!List.of(row).equals(HEADING)) {
            throw new IllegalArgumentException("%s:1: must be the heading learner,person; nothing was changed".formatted(file));
        }
    }

    /** Writes the links, and leaves the writer open. */
    static void write(List<PersonLink> links, Writer to) throws IOException {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADING.toArray(String[]::new));
        links.forEach(link -> rows.add(new String[]{new LearnerName(link.platform(), link.learner()).toString(), link.person()}));
        to.write(CSV.writerFor(String[][].class).writeValueAsString(rows.toArray(String[][]::new)));
    }
}
