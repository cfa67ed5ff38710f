package serai.bench.peer.handwritten;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.bench.load.Credentials;
import serai.bench.load.Publisher;

import java.util.ArrayList;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** The peer that is written by hand keeps its own promise: it answers each event, with 202 after its commit. */
class HandwrittenTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stops() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void acceptsAnEventThatIsKept() throws Exception {
        List<Event> kept = new ArrayList<>();

        assertThat(startedWith(kept::addAll).isAccepted()).isTrue();

        assertThat(kept).extracting(Event::type).containsExactly("COURSE_COMPLETED");
    }

    @Test
    void answersWhatCannotBeKeptAndGoesOn() throws Exception {
        List<String> faults = new ArrayList<>(List.of("the driver is confused"));
        Publisher publisher = startedWith(events -> {
            if (!faults.isEmpty()) {
                throw new IllegalStateException(faults.remove(0));
            }
        });

        assertThat(publisher.post()).failsWithin(5, SECONDS).withThrowableThat().withMessageContaining("has answered 503");
        assertThat(publisher.isAccepted()).isTrue();
    }

    private Publisher startedWith(EventStore store) throws Exception {
        int port = new Handwritten(vertx, store, Credentials.USER, Credentials.PASSWORD).start(0).toCompletionStage()
                .toCompletableFuture().get(30, SECONDS).actualPort();
        return new Publisher("http://127.0.0.1:%s/praesidium/events".formatted(port));
    }
}
