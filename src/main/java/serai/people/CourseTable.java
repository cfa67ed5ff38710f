package serai.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;
import serai.model.InstantText;
import serai.people.course.Course;
import serai.people.course.CourseSettings;
import serai.people.course.CourseSource;
import serai.people.source.CsvRowException;
import serai.settings.ContextClock;
import serai.settings.Settings;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * The organisation's courses as rows that a destination's route writes into a database. {@link #changed} gives the rows while that
 * database lacks the current list; {@link #written} notes that it has it. A list that can't be read changes nothing. A list in a
 * database is looked at once in {@code serai.people.refresh.seconds}, a file each time. Safe for use by several threads.
 */
public final class CourseTable implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(CourseTable.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "serai.courses.version";

    private @Nullable CamelContext camelContext;
    private volatile @Nullable Object written; // of the list that the database has; null until it was written
    private volatile @Nullable Object refused; // version of the last list that had a refused row
    private volatile String trouble = "";
    private Instant lookedAt = Instant.MIN;

    /** The list as JSON, a flat object for each course; null if there is none, it is not due, not new, or can't be read. */
    public @Nullable String changed(Exchange exchange) {
        CamelContext context = Objects.requireNonNull(camelContext, "Camel sets a bean's context");
        Settings settings = Settings.of(context);
        Optional<CourseSource> source = CourseSettings.source(settings);
        Instant now = ContextClock.of(context).instant();
        if (source.isEmpty() || !isDue(now, CourseSettings.lookEvery(settings))) {
            return null;
        }
        CourseSource courses = source.get();
        try {
            Object version = courses.version();
            return version.equals(written) || version.equals(refused) ? null : read(courses, version, now, exchange);
        } catch (IOException e) {
            told("the list of courses (serai.courses) can't be read: %s; the courses from before stay: correct it"
                    .formatted(FailureText.firstLine(e)));
            return null;
        }
    }

    private String read(CourseSource courses, Object version, Instant now, Exchange exchange) throws IOException {
        try {
            String rows = rows(courses, now.truncatedTo(ChronoUnit.MICROS));
            trouble = "";
            exchange.setProperty(VERSION, version);
            return rows;
        } catch (CsvRowException e) { // any other failure may pass by itself, with the list unchanged
            refused = version;
            throw e;
        }
    }

    private synchronized boolean isDue(Instant now, Duration every) {
        if (!lookedAt.isAfter(now) && lookedAt.plus(every).isAfter(now)) {
            return false;
        }
        lookedAt = now;
        return true;
    }

    private void told(String now) {
        if (!now.equals(trouble)) {
            LOG.warn("{}.", now);
        }
        trouble = now;
    }

    /** @param at stands in each row: it tells the rows of this list from those of earlier lists */
    private static String rows(CourseSource courses, Instant at) throws IOException {
        ArrayNode rows = JSON.createArrayNode();
        for (Course course : courses.read()) {
            rows.addObject().put("platform", course.platform().name()).put("course_id", course.id())
                    .put("code", course.code().isEmpty() ? null : course.code())
                    .put("title", course.title().isEmpty() ? null : course.title()).put("due_days", course.dueDays())
                    .put("valid_days", course.validDays()).put("listed_at", InstantText.microseconds(at));
        }
        return JSON.writeValueAsString(rows);
    }

    /** Notes that the database has the list that {@link #changed} gave this exchange. */
    public void written(Exchange exchange) {
        written = exchange.getProperty(VERSION);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }
}
