package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

import java.util.Objects;

/**
 * Camel's language Simple, whose cache of expressions can be cleared. Camel caches an expression by its text, with the beans that
 * it names, and would give it to the next route with the same text, though these beans were exchanged.
 */
final class ReloadableLanguage extends SimpleLanguage {

    private static final String NAME = "simple";

    private volatile SimpleLanguage making = new SimpleLanguage();

    private ReloadableLanguage() {
    }

    /** Makes it the context's Simple. Called before the first route is built. */
    static void addTo(CamelContext context) {
        context.getRegistry().bind(NAME + "-language", new ReloadableLanguage());
    }

    /** Clears the cache. Routes keep the expressions that they have got. */
    static void forget(CamelContext context) {
        if (context.resolveLanguage(NAME) instanceof ReloadableLanguage simple) {
            simple.init();
        }
    }

    @Override
    public void init() {
        SimpleLanguage fresh = new SimpleLanguage();
        fresh.setCamelContext(Objects.requireNonNull(getCamelContext(), "Camel sets a language's context before it begins"));
        fresh.init();
        making = fresh;
    }

    @Override
    public Predicate createPredicate(String expression) {
        return making.createPredicate(expression);
    }

    @Override
    public Expression createExpression(String expression) {
        return making.createExpression(expression);
    }
}
