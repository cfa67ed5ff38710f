package serai.journal.camel;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused is kept, whatever exception a route's step has refused it with. */
class RejectedEventsTest {

    @TempDir
    private Path folder;

    @Test
    void keepsABodyThatWasRefusedByAnExceptionWithoutAMessage() throws Exception {
        SettableClock clock = new SettableClock(Records.RECEIVED);
        try (Journal journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
                DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody("{}");
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException());

            new RejectedEvents(journal, "praesidium").process(exchange);
            journal.countFiltered("praesidium").toCompletableFuture().join(); // the writer takes it after the refusal

            assertThat(journal.sources().get("praesidium").rejected()).isEqualTo(1);
        }
    }
}
