package serai.journal.camel.sending;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Notes in {@link SentRecords} what the exchange of an attempt sends. Camel calls it before a producer gets a message, whichever
 * step sends: {@code to}, {@code toD}, {@code recipientList}, {@code enrich}, a part of a {@code split}.
 */
public final class SentRecordsNotifier extends EventNotifierSupport {

    public SentRecordsNotifier() {
        setupIgnore(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeSendingEvents(false);
    }

    /** Camel measures the duration of each exchange that a notifier wants to hear of, so exchanges of sources are left out. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent sending && SentRecords.of(sending.getExchange()) != null;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            note(sending.getExchange(), sending.getEndpoint());
        }
    }

    private static void note(Exchange exchange, Endpoint endpoint) {
        SentRecords sent = SentRecords.of(exchange);
        if (sent != null && !LocalEndpoints.isOne(endpoint)) {
            sent.sends(exchange, endpoint);
        }
    }
}
