package serai.journal.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import serai.journal.attempt.Attempt;
import serai.journal.camel.sending.SentRecords;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.period.PageName;
import serai.model.LearningRecord;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Gives batches to a destination's route, each in an exchange.
 *
 * <p>The body is the list of records. The headers {@code type}, {@code source}, {@code redraw} and {@code receivedDay} hold for
 * all of them. A page of a period has records of several types, and instead of these the headers {@code page}, a name that no
 * other page has, {@code period} and {@code part}; see {@link PageName}. {@code repeat} tells whether some may have arrived
 * before. The exchange property {@value Attempt#PROPERTY} holds the {@link Attempt}. Safe for use by several threads.
 */
public final class RouteDelivery implements BatchHandler {

    private final Consumer consumer;
    private final Clock clock;
    private final BooleanSupplier stopping;

    /**
     * @param consumer of the route, which reads {@code journal:NAME}
     * @param stopping whether the route is being stopped, so that a failure says nothing about the destination
     */
    public RouteDelivery(Consumer consumer, Clock clock, BooleanSupplier stopping) {
        this.consumer = consumer;
        this.clock = clock;
        this.stopping = stopping;
    }

    private static void kind(Message message, BatchKey kind) {
        PageName page = kind.page();
        if (page == null) {
            message.setHeader("type", kind.type());
            message.setHeader("source", kind.source());
            message.setHeader("redraw", kind.redraw());
            message.setHeader("receivedDay", kind.receivedDay().toString());
        } else {
            message.setHeader("page", page.text());
            message.setHeader("period", page.period());
            message.setHeader("part", page.part());
        }
    }

    /** @throws DeliveryFailedException if the route has failed */
    @Override
    public void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getMessage().setBody(records);
            kind(exchange.getMessage(), kind);
            exchange.getMessage().setHeader("repeat", attempt.isRepeat());
            exchange.setProperty(Attempt.PROPERTY, attempt);
            FailedSteps steps = FailedSteps.watch(exchange);
            SentRecords sent = SentRecords.watch(exchange, records, attempt);
            consumer.getProcessor().process(exchange);
            RouteFailure failure = new RouteFailure(exchange, steps, sent, stopping.getAsBoolean());
            Throwable cause = failure.cause();
            if (cause != null) {
                throw failure.toException(cause, clock.instant());
            }
            attempt.leaveOut(sent.leftOut());
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
