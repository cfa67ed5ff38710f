package serai.reload;

import org.apache.camel.CamelContext;
import serai.webhook.IntakeGate;

/** What a context needs from its beginning so that its routes can be exchanged later. */
public final class ReloadableContext {

    private ReloadableContext() {
    }

    /**
     * Prepares a context. Called before its first route is built.
     *
     * @param gate that everything from the context's sources will pass
     */
    public static void prepare(CamelContext context, IntakeGate gate) {
        context.addRoutePolicyFactory(new GatedSources(gate));
        context.addComponent("direct", new DirectCalls());
        ReloadableLanguage.addTo(context);
    }
}
