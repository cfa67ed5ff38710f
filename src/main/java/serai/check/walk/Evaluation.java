package serai.check.walk;

import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.Predicate;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.jspecify.annotations.Nullable;
import serai.model.FailureText;
import serai.model.LearningRecord;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Evaluates the expressions of steps for samples, if the expressions only read what is known. */
final class Evaluation {

    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "header", "exchangeProperty", "jsonpath", "jslt", "jsonata", "tokenize", "xpath");
    private static final Pattern BODY = Pattern.compile("\\$\\{(?:in\\.)?(?:body|mandatoryBody|pretty|jsonpath|messageAs)");
    /** A field of the first record of a batch; but not its type and source, which all records of the batch share. */
    private static final Pattern FIRST =
            Pattern.compile("\\$\\{(?:in\\.)?body(?:\\[0]|\\.get\\(0\\)|\\.first)(?!\\??\\.(?:type|source|platform)\\b)");
    /** The first record's id names the page of a period, which is the same in each repeat. */
    private static final Pattern FIRST_ID = Pattern.compile("body\\[0]\\.id\\b");
    private static final Pattern BEAN = Pattern.compile("\\$\\{(?:bean:|ref:)([\\w-]+)");
    private static final Pattern METHOD = Pattern.compile("\\$\\{bean:([\\w-]+)(?:\\?method=(\\w+))?");
    private static final Pattern CODE = Pattern.compile("\\$\\{(?:groovy|mvel|type:|camelContext|exchange\\.|sysenv|env[.:])");

    /** {@code ${header.type}}, {@code ${headers[type]}}, {@code ${in.header.type}}. */
    private static final Pattern HEADER = Pattern.compile("\\$\\{(?:in\\.)?headers?(?:\\.|:|\\[)['\"]?([\\w-]+)");

    private final CamelContext context;
    private final WalkResult facts;
    private final IdentityHashMap<ExpressionDefinition, Optional<Object>> made = new IdentityHashMap<>();

    Evaluation(CamelContext context, WalkResult facts) {
        this.context = context;
        this.facts = facts;
    }

    /** Whether the value of an expression can be known here. */
    private boolean known(ExpressionDefinition definition, SampleState state) {
        if (!LANGUAGES.contains(definition.getLanguage())) {
            return false;
        }
        String text = String.valueOf(definition.getExpression());
        if (definition.getLanguage().equals("constant")) {
            return true;
        }
        if (!definition.getLanguage().equals("simple")) {
            return state.bodyKnown;
        }
        return (state.bodyKnown || !BODY.matcher(text).find() && METHOD.matcher(text).results().allMatch(this::needsNoBody))
                && !CODE.matcher(text).find() && BEAN.matcher(text).results()
                        .allMatch(bean -> isOurs(bean.group(1)));
    }

    /** Whether a called method gets no body, since each of its parameters has an annotation, such as that of a header. */
    private boolean needsNoBody(MatchResult call) {
        Object bean = context.getRegistry().lookupByName(call.group(1));
        return bean != null && call.group(2) != null && Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.getName().equals(call.group(2)))
                .allMatch(
                        method -> Arrays.stream(method.getParameterAnnotations()).allMatch(annotations -> annotations.length > 0));
    }

    private boolean isOurs(String bean) {
        Object found = context.getRegistry().lookupByName(bean);
        return found != null && isOurs(found);
    }

    /** Whether an object is of a class of Serai's, whose methods have no effect outside. */
    static boolean isOurs(Object bean) {
        return bean.getClass().getName().matches("serai\\.[\\w.]+");
    }

    /** What an expression gives; if the value is known, it may still be null. */
    record Outcome(boolean known, @Nullable Object value) {

        private static final Outcome UNKNOWN = new Outcome(false, null);
    }

    /** The value of an expression. */
    Outcome value(NamedNode step, @Nullable ExpressionDefinition definition, SampleState state, LearningRecord sample) {
        return evaluated(step, definition, state, sample, false);
    }

    /** The headers that a Simple expression reads. */
    private static List<MatchResult> headersIn(String expression) {
        return HEADER.matcher(expression).results().toList();
    }

    /** Notes which headers a text reads that no step has set. */
    void readHeaders(NamedNode step, String language, String text, SampleState state) {
        if (language.equals("header")) {
            unset(step, text, text, 0, state);
        } else if (language.equals("simple")) {
            headersIn(text).forEach(header -> unset(step, text, header.group(1), header.start(1), state));
        }
    }

    private void unset(NamedNode step, String text, String header, int offset, SampleState state) {
        if (!state.hasHeader(header)) {
            facts.unset.add(new WalkResult.Unset(step, text, header, offset, state.othersToo, state.ofPeriod, leads(step)));
        }
    }

    private static boolean leads(NamedNode step) {
        return step instanceof RecipientListDefinition || step instanceof RoutingSlipDefinition
                || step instanceof DynamicRouterDefinition || step instanceof ToDynamicDefinition
                || step instanceof SetHeaderDefinition header && "CamelHttpUri".equals(header.getName());
    }

    /** Whether a predicate holds; empty if that is not known. */
    Optional<Boolean> matches(NamedNode step, @Nullable ExpressionDefinition definition, SampleState state, LearningRecord sample) {
        boolean sure = definition != null && headersIn(String.valueOf(definition.getExpression())).stream()
                .allMatch(header -> !state.othersToo || state.hasHeader(header.group(1)))
                && !state.namesUnknownProperty(String.valueOf(definition.getExpression()));
        Outcome outcome = evaluated(step, definition, state, sample, true);
        return sure && outcome.value() instanceof Boolean matches ? Optional.of(matches) : Optional.empty();
    }

    private Outcome evaluated(NamedNode step, @Nullable ExpressionDefinition definition, SampleState state,
            LearningRecord sample, boolean predicate) {
        if (definition == null) {
            return Outcome.UNKNOWN;
        }
        String text = String.valueOf(definition.getExpression());
        readHeaders(step, definition.getLanguage(), text, state);
        String read = state.ofPeriod ? FIRST_ID.matcher(text).replaceAll("") : text;
        if (FIRST.matcher(read).find() && definition.getLanguage().equals("simple") && state.bodyKnown
                && state.exchange.getMessage().getBody() instanceof List<?> several && several.size() > 1) {
            facts.firstOnly.add(new WalkResult.FirstOnly(step, text, "reads the first record"));
        }
        Object maker = !state.impossible && known(definition, state)
                ? made.computeIfAbsent(definition, one -> make(one, predicate)).orElse(null) : null;
        if (maker == null) {
            return Outcome.UNKNOWN;
        }
        try {
            return new Outcome(true, predicate ? ((Predicate) maker).matches(state.exchange)
                    : ((Expression) maker).evaluate(state.exchange, Object.class)); // Simple's are of both types
        } catch (RuntimeException e) {
            facts.failed.add(new WalkResult.Failed(step, text, sample, FailureText.innermostLine(e), state.unsure));
            return Outcome.UNKNOWN;
        }
    }

    /** The predicate or expression; empty if it can't be made, which another rule reports. */
    private Optional<Object> make(ExpressionDefinition definition, boolean predicate) {
        try {
            ExpressionReifier<?> reifier = ExpressionReifier.reifier(context, definition);
            if (predicate) {
                Predicate made = reifier.createPredicate();
                made.initPredicate(context);
                return Optional.of(made);
            }
            Expression made = reifier.createExpression();
            made.init(context);
            return Optional.of(made);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
