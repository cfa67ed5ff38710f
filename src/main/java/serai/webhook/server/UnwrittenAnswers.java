package serai.webhook.server;

import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceSupport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests whose answer is not written yet, so that a graceful stop waits for these answers and not only for the end
 * of the route.
 */
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
        // Nothing to do: the server takes no more requests by then.
    }
}
