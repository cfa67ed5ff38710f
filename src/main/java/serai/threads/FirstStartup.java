package serai.threads;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls a listener once, when its context has started. Camel calls startup listeners again whenever a route starts, so threads
 * would begin, and gauges be registered, once more each time.
 */
public final class FirstStartup implements StartupListener {

    private final StartupListener once;
    private final AtomicBoolean done = new AtomicBoolean();

    private FirstStartup(StartupListener once) {
        this.once = once;
    }

    /** Has the listener called when the context has started; at once if it has. */
    public static void of(CamelContext context, StartupListener once) throws Exception {
        context.addStartupListener(new FirstStartup(once));
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        if (!done.getAndSet(true)) {
            once.onCamelContextStarted(context, alreadyStarted);
        }
    }
}
