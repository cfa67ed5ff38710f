package serai.webhook.server;

import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceSupport;

import java.util.concurrent.atomic.AtomicInteger;

/** Requests whose answer is not yet written: a graceful stop waits for them, and not only for the end of the route. */
final class UnwrittenAnswers extends ServiceSupport implements ShutdownAware {

    private final AtomicInteger count = new AtomicInteger();

    void add() {
        count.incrementAndGet();
    }

    void remove() {
        count.decrementAndGet();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return count.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Nothing is held back: the server takes no more requests by then.
    }
}
