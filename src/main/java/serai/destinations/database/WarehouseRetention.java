package serai.destinations.database;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalReport;
import serai.model.FailureText;
import serai.settings.ContextClock;
import serai.threads.SupervisedThread;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

import javax.sql.DataSource;

/**
 * Deletes a warehouse's rows by their age, once a day, with the statements of {@code retention.sql}. After a failure it tries again
 * an hour later. It works only in the instance that delivers to the destination.
 */
public final class WarehouseRetention extends ServiceSupport implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseRetention.class);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final String BEFORE = ":?before";

    private String destination = "";
    private int days;
    private @Nullable DataSource database;
    private @Nullable SqlStatements statements;
    private @Nullable CamelContext camelContext;
    private @Nullable SupervisedThread thread; // null while it does not run
    private @Nullable LocalDate doneOn; // null until all was deleted once

    /** The destination whose rows they are. */
    public void setDestination(String destination) {
        this.destination = destination;
    }

    /** The warehouse; required. */
    public void setDatabase(DataSource database) {
        this.database = database;
    }

    /** The warehouse's statements, {@code retention.sql} among them; required. */
    public void setStatements(SqlStatements statements) {
        this.statements = statements;
    }

    /**
     * How many days after its receipt a row is deleted; 0, the default, for never.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void setDays(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("must be 0 or more days");
        }
        this.days = days;
    }

    /**
     * Begins, if there are days. It is the bean's {@code initMethod}, so that a missing file is found at the start.
     *
     * @throws IllegalArgumentException if {@code retention.sql} can't be read; the message names it
     * @throws Exception                if Camel can't add it
     */
    public void begin() throws Exception {
        if (days > 0) {
            statements().ofAge();
            Objects.requireNonNull(camelContext, "Camel sets a bean's context before it calls its initMethod").addService(this);
        }
    }

    @Override
    protected void doStart() {
        thread = SupervisedThread.every(destination + "-retention", FIRST, BETWEEN, this::deleteOnceADay);
    }

    @Override
    protected void doStop() {
        if (thread != null) {
            thread.close(STOP_WITHIN);
            thread = null;
        }
    }

    /** A turn: deletes what is due, if that was not done today. */
    void deleteOnceADay() {
        CamelContext context = Objects.requireNonNull(camelContext, "Camel sets a bean's context");
        JournalReport journal = context.getRegistry().findSingleByType(JournalReport.class);
        LocalDate today = LocalDate.ofInstant(ContextClock.of(context).instant(), ZoneOffset.UTC);
        if (journal == null || !journal.isDeliveredHere(destination) || today.equals(doneOn)) {
            return;
        }
        try {
            long deleted = delete(today.minusDays(days));
            doneOn = today;
            if (deleted > 0) {
                LOG.info("{} rows of {} were received more than {} days ago and are deleted.", deleted, destination, days);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("{} can't delete rows that were received more than {} days ago ({}); Serai tries again in an hour.",
                    destination,
                    days, FailureText.innermostLine(e));
        }
    }

    /**
     * Deletes what was received before a day. Each statement runs until it deletes nothing more, each time in a transaction and on
     * a connection of its own, so that it deletes a bounded number of rows at once.
     *
     * @return how many rows were deleted
     */
    long delete(LocalDate before) throws SQLException {
        long deleted = 0;
        for (String statement : statements().ofAge()) {
            long rows;
            do {
                rows = deleteSome(statement, before);
                deleted += rows;
            } while (rows > 0 && !(thread != null && thread.isClosing()));
        }
        return deleted;
    }

    private long deleteSome(String statement, LocalDate before) throws SQLException {
        try (Connection connection = Objects.requireNonNull(database, "the bean's property database is missing").getConnection();
                PreparedStatement delete = connection.prepareStatement(statement.replace(BEFORE, "?"))) {
            int parameters = statement.split("\\Q" + BEFORE + "\\E", -1).length - 1;
            for (int i = 1; i <= parameters; i++) {
                delete.setString(i, before.toString());
            }
            return delete.executeUpdate();
        }
    }

    private SqlStatements statements() {
        return Objects.requireNonNull(statements, "the bean's property statements is missing");
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
