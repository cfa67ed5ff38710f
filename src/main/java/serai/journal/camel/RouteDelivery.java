package serai.journal.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.MDC;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.AttemptLease;
import serai.journal.camel.sending.SentRecords;
import serai.journal.camel.trace.AttemptSpans;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.period.PageName;
import serai.model.LearningRecord;
import serai.model.trace.LogContext;
import serai.privacy.PrivacyPolicy;
import serai.privacy.RecordCopies;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Gives batches to a destination's route, each in an exchange.
 *
 * <p>The body is the list of records, as far as the destination may carry them ({@link PrivacyPolicy}). The headers {@code
 * type}, {@code source}, {@code redraw} and {@code receivedDay} hold for all of them. A page of a period has records of several
 * types, and instead of these the headers {@code page}, a name that no other page has, {@code period} and {@code part}; see
 * {@link PageName}. {@code repeat} tells whether some may have arrived before. The exchange property {@value Attempt#PROPERTY}
 * holds the {@link Attempt}, and {@value RecordCopies#PROPERTY} the {@link RecordCopies}. Safe for use by several threads.
 */
public final class RouteDelivery implements BatchHandler {

    private final Consumer consumer;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final AttemptLease lease;
    private final PrivacyPolicy privacy;
    private final AttemptSpans spans;

    /**
     * @param consumer of the route, which reads {@code journal:NAME}
     * @param stopping whether the route is being stopped, so that a failure says nothing about the destination
     */
    public RouteDelivery(Consumer consumer, Clock clock, BooleanSupplier stopping) {
        this(consumer, clock, stopping, AttemptLease.UNENDING);
    }

    /** @param lease under which the route is given batches; none is begun when it has ended */
    RouteDelivery(Consumer consumer, Clock clock, BooleanSupplier stopping, AttemptLease lease) {
        this.consumer = consumer;
        this.clock = clock;
        this.stopping = stopping;
        this.lease = lease;
        this.privacy = ((JournalEndpoint) consumer.getEndpoint()).privacyPolicy();
        this.spans = AttemptSpans.of(consumer.getEndpoint().getCamelContext());
    }

    private static void setKey(Message message, BatchKey key) {
        PageName page = key.page();
        if (page == null) {
            message.setHeader("type", key.type());
            message.setHeader("source", key.source());
            message.setHeader("redraw", key.redraw());
            message.setHeader("receivedDay", key.receivedDay().toString());
        } else {
            message.setHeader("page", page.text());
            message.setHeader("period", page.period());
            message.setHeader("part", page.part());
        }
    }

    /**
     * @throws DeliveryFailedException if the route has failed
     * @throws LeaseEndedException     if another process may deliver by now; the route was given nothing
     */
    @Override
    public void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        if (lease.left().isZero()) {
            throw new LeaseEndedException(attempt.destination());
        }
        lease.call(() -> {
            spans.run(attempt, () -> give(key, records, attempt));
            return null;
        });
    }

    private void give(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        RecordCopies copies = privacy.copies(records);
        Exchange exchange = consumer.createExchange(false);
        try (MDC.MDCCloseable destination = MDC.putCloseable(LogContext.DESTINATION, attempt.destination());
                MDC.MDCCloseable record = LogContext.ofOnly(records.size() == 1 ? records.get(0) : null)) {
            exchange.getMessage().setBody(copies.records());
            setKey(exchange.getMessage(), key);
            exchange.getMessage().setHeader("repeat", attempt.isRepeat());
            exchange.setProperty(Attempt.PROPERTY, attempt);
            exchange.setProperty(RecordCopies.PROPERTY, copies);
            FailedSteps steps = FailedSteps.watch(exchange);
            SentRecords sent = SentRecords.watch(exchange, copies.records(), attempt);
            consumer.getProcessor().process(exchange);
            RouteFailure failure = new RouteFailure(exchange, steps, sent, stopping.getAsBoolean());
            Throwable cause = failure.cause();
            if (cause != null) {
                throw failure.toException(cause, clock.instant(), copies);
            }
            attempt.leaveOut(sent.leftOut().stream().map(copies::original).collect(Collectors.toSet()));
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
