package serai.people;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Logged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;

class CourseTableTest {

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-30T10:00:00Z"));

    @TempDir
    private Path folder;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CourseTable courses = new CourseTable();
    private Path list;

    @BeforeEach
    void prepare() {
        list = folder.resolve("courses.csv");
        context.getPropertiesComponent().addInitialProperty("serai.courses", list.toString());
        courses.setCamelContext(context);
    }

    /** Always the same time, so that only the length tells one list from another. */
    private void write(byte... content) throws IOException {
        Files.write(list, content);
        Files.setLastModifiedTime(list, TIME);
    }

    private void write(String content) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8));
    }

    private String changed() {
        Exchange exchange = new DefaultExchange(context);
        String rows = courses.changed(exchange);
        if (rows != null) {
            courses.written(exchange);
        }
        return rows;
    }

    /** As a list whose disk did not answer for a moment, or that could not be read as text. */
    @Test
    void readsAListAgainThatCouldNotBeReadForAWhile() throws Exception {
        byte[] whole = "platform,id\nmct,11\n".getBytes(StandardCharsets.UTF_8);
        byte[] broken = whole.clone();
        broken[broken.length - 2] = (byte) 0xFF;
        write(broken);
        try (Logged log = new Logged()) {
            assertThat(changed()).isNull();
            assertThat(changed()).isNull();
            assertThat(String.join("\n", log.lines().toList())).containsOnlyOnce("can't be read");
        }
        write(whole);

        assertThat(changed()).contains("\"course_id\":\"11\"");
        assertThat(changed()).isNull();
    }

    /** A row does not mend itself, and the list is asked for with each page. */
    @Test
    void readsAListOnceOfWhichARowIsRefused() throws Exception {
        write("platform,id\nudemy,11\n");
        assertThat(changed()).isNull();
        write("platform,id\nmct,0011\n");
        assertThat(changed()).isNull();

        write("platform,id\nmct,11\n");
        assertThat(changed()).contains("\"course_id\":\"11\"");
    }

    /** A value that a database does not take would cost the records that it comes with. */
    @ParameterizedTest
    @CsvSource({"256, 1, 1, id", "1, 4001, 1, code", "1, 1, 4001, title"})
    void refusesARowThatADatabaseWouldNotTake(int id, int code, int title, String column) throws Exception {
        write("platform,id,code,title\nmct,%s,%s,%s\n".formatted("i".repeat(id), "c".repeat(code), "t".repeat(title)));
        try (Logged log = new Logged()) {
            assertThat(changed()).isNull();

            assertThat(String.join("\n", log.lines().toList())).contains("courses.csv:2", "its " + column + " has more than");
        }
    }

    @Test
    void refusesARowWithACharacterThatADatabaseWouldNotTake() throws Exception {
        write("platform,id,title\nmct,11,Sa\0fety\n");
        try (Logged log = new Logged()) {
            assertThat(changed()).isNull();

            assertThat(String.join("\n", log.lines().toList())).contains("courses.csv:2", "its title has a NUL character");
        }
    }

    @Test
    void takesTheLongestThatEachDatabaseTakes() throws Exception {
        write("platform,id,code,title\nmct,%s,%s,%s\n".formatted("i".repeat(255), "c".repeat(4_000), "t".repeat(4_000)));

        assertThat(changed()).contains("i".repeat(255), "c".repeat(4_000), "t".repeat(4_000));
    }

    /** Java writes only as many digits of a second as there are; a database compares these texts, or cuts them off. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-12-01T10:00:16Z", "2026-12-01T10:00:16.985Z", "2026-12-01T10:00:16.985000001Z"})
    void writesTheTimeOfAListWithSixDigitsAlways(String now) throws Exception {
        context.getRegistry().bind("clock", Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        write("platform,id\nmct,11\n");

        assertThat(changed()).containsPattern("\"listed_at\":\"2026-12-01T10:00:16\\.[0-9]{3}000Z\"");
    }
}
