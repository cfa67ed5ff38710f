package serai.journal.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import serai.journal.Attempt;
import serai.journal.delivery.BatchHandler;
import serai.journal.delivery.BatchKey;
import serai.journal.delivery.DeliveryFailedException;
import serai.model.LearningRecord;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Gives batches to a destination's route, each in an exchange.
 *
 * <p>The body is the list of records. The headers {@code type}, {@code source}, {@code redraw} and {@code receivedDay} hold for
 * all of them; {@code repeat} tells whether some may have arrived before. The exchange property {@value Attempt#PROPERTY} holds
 * the {@link Attempt}. Safe for use by several threads.
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

    /** @throws DeliveryFailedException if the route has failed */
    @Override
    public void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getMessage().setBody(records);
            exchange.getMessage().setHeader("type", kind.type());
            exchange.getMessage().setHeader("source", kind.source());
            exchange.getMessage().setHeader("redraw", kind.redraw());
            exchange.getMessage().setHeader("receivedDay", kind.receivedDay().toString());
            exchange.getMessage().setHeader("repeat", attempt.isRepeat());
            exchange.setProperty(Attempt.PROPERTY, attempt);
            FailedSteps steps = FailedSteps.watch(exchange);
            consumer.getProcessor().process(exchange);
            RouteFailure failure = new RouteFailure(exchange, steps, stopping.getAsBoolean());
            Throwable cause = failure.cause();
            if (cause != null) {
                throw failure.toException(cause, clock.instant());
            }
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
