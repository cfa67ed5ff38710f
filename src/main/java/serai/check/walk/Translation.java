package serai.check.walk;

import com.fasterxml.jackson.core.JacksonException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import serai.formats.template.RecordTemplate;
import serai.formats.template.TemplateEndpoints;
import serai.formats.template.UnusableTemplateException;
import serai.model.CanonicalJson;
import serai.model.FailureText;
import serai.model.LearningRecord;

import java.util.Set;

/** The steps that translate by a file of the user's: Serai's templates, and Camel's {@code jslt:}, {@code jsonata:} and so on. */
final class Translation {

    /** Camel's components that compute with the body and a file, and connect to nothing. */
    private static final Set<String> COMPUTING = Set.of("jslt", "jsonata", "mustache");
    private static final Set<String> OF_JSON = Set.of("jslt", "jsonata");

    private final CamelContext context;
    private final WalkResult facts;

    Translation(CamelContext context, WalkResult facts) {
        this.context = context;
        this.facts = facts;
    }

    /** Whether a step {@code to} only computes. */
    static boolean isComputing(String uri) {
        return COMPUTING.contains(uri.split(":", 2)[0]);
    }

    /** Does what a step {@code process} would do whose bean is a template. */
    void process(NamedNode step, RecordTemplate template, SampleState state, LearningRecord sample) {
        if (!state.bodyKnown || state.impossible) {
            state.bodyKnown = false;
            return;
        }
        template.unknownFields(sample).forEach(field -> facts.unknownFields.putIfAbsent(field, step));
        attempt(step, template, state, sample);
    }

    /** Does what a step {@code to} would do that only computes. */
    void call(NamedNode step, String uri, SampleState state, LearningRecord sample) {
        if (!state.bodyKnown || state.impossible) {
            state.bodyKnown = false;
            return;
        }
        Endpoint endpoint;
        try {
            endpoint = context.getEndpoint(uri);
        } catch (RuntimeException e) {
            state.bodyKnown = false; // another rule reports it
            return;
        }
        if (OF_JSON.contains(uri.split(":", 2)[0]) && state.exchange.getMessage().getBody() instanceof String text) {
            if (text.strip().lines().count() > 1 && text.strip().lines().allMatch(line -> line.startsWith("{"))) {
                facts.firstOnly.add(new WalkResult.FirstOnly(step, null, "reads one document, but gets one on each line"));
            }
            if (text.strip().equals(CanonicalJson.write(sample))) {
                TemplateEndpoints.unknownFields(endpoint, sample)
                        .forEach(field -> facts.unknownFields.putIfAbsent(field, step));
            }
        }
        attempt(step, exchange -> {
            try {
                endpoint.createProducer().process(exchange);
            } catch (Exception e) {
                throw TemplateEndpoints.failure(endpoint, e).map(Exception.class::cast).orElse(e);
            }
        }, state, sample);
    }

    private void attempt(NamedNode step, Processor translation, SampleState state, LearningRecord sample) {
        try {
            translation.process(state.exchange);
            if (state.exchange.getException() == null) {
                return;
            }
            failed(step, state.exchange.getException(), state, sample);
        } catch (Exception | StackOverflowError e) {
            failed(step, e, state, sample);
        }
        state.exchange.setException(null);
        state.bodyKnown = false;
        state.unsure = true;
    }

    private void failed(NamedNode step, Throwable failure, SampleState state, LearningRecord sample) {
        if (failure instanceof UnusableTemplateException && String.valueOf(failure.getMessage()).contains("is given a batch of")) {
            facts.firstOnly.add(new WalkResult.FirstOnly(step, null, "makes the document of one record"));
            return;
        }
        String message = failure instanceof JacksonException ? "it takes JSON, and is given something else"
                : FailureText.innermostLine(failure);
        facts.untranslated
                .add(new WalkResult.Untranslated(step, sample, message, failure instanceof UnusableTemplateException,
                        state.unsure));
    }
}
