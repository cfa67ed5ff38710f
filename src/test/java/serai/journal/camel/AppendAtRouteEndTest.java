package serai.journal.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.JournalFullException;
import serai.journal.UnkeptEventException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Function;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** A source's route that tries again whatever has failed: what it acknowledges then is kept. */
@SuppressWarnings("FutureReturnValueIgnored") // stand-ins give futures to the route
class AppendAtRouteEndTest {

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private Journal journal;
    private CamelContext context;
    private Callable<Object> firstAppend;
    private Callable<Object> forget;

    @BeforeEach
    void start() throws Exception {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        Journal failing = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("append") && firstAppend != null) {
                        Callable<Object> once = firstAppend;
                        firstAppend = null;
                        return once.call();
                    }
                    if (method.getName().equals("forgetUnkept") && forget != null) {
                        return forget.call();
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        RetryPolicy policy = new RetryPolicy(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), Random::new),
                Duration.ofSeconds(1), 3, 4, 5);
        context = new DefaultCamelContext();
        context.addComponent("journal",
                new JournalComponent(failing, failing, new UnkeptEvents(failing, List.of()), policy, clock));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Throwable.class).maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> Thread.interrupted());
                from("direct:in").to("journal:lrs");
                from("direct:loop").routeGroup("event-loop").choice().when(header("kept")).to("journal:lrs");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        journal.close();
    }

    private Balance afterSending() {
        context.createProducerTemplate().sendBody("direct:in", completion("anna"));
        return journal.balances().get("lrs");
    }

    @Test
    void whatFailsBeforeTheAppendHasBegunIsTriedAgain() {
        firstAppend = () -> {
            throw new LinkageError("as if");
        };

        assertThat(afterSending()).extracting(Balance::routed).isEqualTo(1L);
    }

    @Test
    void whoeverIsInterruptedBeforeTheCommitTriesAgain() {
        firstAppend = () -> {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>(); // of a commit that never comes
        };

        assertThat(afterSending()).extracting(Balance::routed).isEqualTo(1L);
    }

    /** A receipt that stays closed would pass for a settled one. */
    @Test
    void whatFailsWhenTheAppendHasBegunIsTriedAgain() {
        firstAppend = () -> new CompletableFuture<Appended>() {
            @Override
            @SuppressWarnings("unchecked")
            public <U> CompletableFuture<U> thenApply(Function<? super Appended, ? extends U> function) {
                return (CompletableFuture<U>) this;
            }

            @Override
            public CompletableFuture<Appended> whenComplete(BiConsumer<? super Appended, ? super Throwable> action) {
                throw new LinkageError("as if");
            }
        };

        assertThat(afterSending()).extracting(Balance::routed).isEqualTo(1L);
    }

    /** Camel tells no route policy of the end of an exchange while its context stops. */
    @Test
    void anEventWhoseFailureTheRouteSwallowsIsNotAcknowledgedDuringAStopEither() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CamelContext stopping = context;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:swallows").onException(Exception.class).handled(true).end()
                        .process(exchange -> {
                            begun.countDown();
                            await().atMost(30, SECONDS).until(stopping::isStopping);
                            throw new IllegalStateException("as if");
                        }).to("journal:lrs");
            }
        });
        CompletableFuture<Exchange> sent = context.createProducerTemplate().asyncSend("direct:swallows",
                exchange -> exchange.getMessage().setBody(completion("anna")));
        assertThat(begun.await(30, SECONDS)).isTrue();

        context.stop();

        assertThat(sent.get(30, SECONDS).getException()).isInstanceOf(UnkeptEventException.class);
    }

    /** Otherwise the sender waits for an answer until its connection is closed. */
    @Test
    void anExchangeEndsWhateverFailsAfterTheAppend() {
        ProducerTemplate template = context.createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody("direct:loop", completion("anna")))
                .hasCauseInstanceOf(UnkeptEventException.class);
        CompletableFuture<Appended> append = new CompletableFuture<>();
        firstAppend = () -> append;
        forget = () -> {
            throw new LinkageError("as if");
        };
        CompletableFuture<Exception> sent = template.asyncSend("direct:loop", exchange -> {
            exchange.getMessage().setBody(completion("anna"));
            exchange.getMessage().setHeader("kept", true);
        }).thenApply(Exchange::getException);
        await().atMost(30, SECONDS).until(() -> append.getNumberOfDependents() > 0);

        append.complete(Appended.STORED);

        assertThat(sent).as("the event is kept").succeedsWithin(Duration.ofSeconds(30)).isNull();
    }

    @Test
    void aTypeThatCouldNotBeTakenOffTheJournalsListIsWithTheNextEvent() {
        ProducerTemplate template = context.createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody("direct:loop", completion("anna")))
                .hasCauseInstanceOf(UnkeptEventException.class);
        forget = () -> {
            forget = null;
            return CompletableFuture.failedFuture(new JournalFullException("as if"));
        };
        template.sendBodyAndHeader("direct:loop", completion("anna"), "kept", true);
        assertThat(journal.unkept()).hasSize(1);

        template.sendBodyAndHeader("direct:loop", completion("ben"), "kept", true);

        await().atMost(30, SECONDS).until(() -> journal.unkept().isEmpty());
    }

    @Test
    void whatASenderCallsATypeMakesNoLineOfTheLog() {
        assertThat(new UnkeptEventException("praesidium", "A\nB\u2028C\u001b[2J", "router")).message().hasLineCount(1)
                .doesNotContain("\u001b", "\u2028");
    }
}
