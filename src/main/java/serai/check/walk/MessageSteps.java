package serai.check.walk;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Locale;

/** The steps that change a message's headers and body, and the exchange's properties and variables, and nothing else. */
final class MessageSteps {

    private final CamelContext context;
    private final Evaluation evaluation;
    private final WalkResult facts;

    MessageSteps(CamelContext context, Evaluation evaluation, WalkResult facts) {
        this.context = context;
        this.evaluation = evaluation;
        this.facts = facts;
    }

    /** Does what the step would do; false if it is none of these steps. */
    boolean change(ProcessorDefinition<?> step, SampleState state, LearningRecord sample) {
        if (step instanceof SetHeaderDefinition header) {
            state.set(context.resolvePropertyPlaceholders(header.getName()),
                    evaluation.value(header, header.getExpression(), state, sample).value());
        } else if (step instanceof SetHeadersDefinition headers) {
            headers.getHeaders().forEach(header -> state.set(header.getName(),
                    evaluation.value(headers, header.getExpression(), state, sample).value()));
        } else if (step instanceof SetPropertyDefinition property) {
            Evaluation.Outcome outcome = evaluation.value(property, property.getExpression(), state, sample);
            state.setProperty(property.getName(), outcome.value(), outcome.known());
        } else if (step instanceof SetBodyDefinition body) {
            body(body, body.getExpression(), state, sample);
        } else if (step instanceof TransformDefinition body) {
            body(body, body.getExpression(), state, sample);
        } else if (step instanceof SetVariableDefinition variable) {
            state.exchange.setVariable(variable.getName(),
                    evaluation.value(variable, variable.getExpression(), state, sample).value());
        } else if (step instanceof RemoveHeadersDefinition headers) {
            remove(headers, state);
        } else if (step instanceof RemoveHeaderDefinition header) {
            state.exchange.getMessage().removeHeader(header.getName());
            state.headers.remove(header.getName().toLowerCase(Locale.ROOT));
        } else if (step instanceof ConvertBodyDefinition convert) {
            convert(convert, state);
        } else if (step instanceof MarshalDefinition || step instanceof UnmarshalDefinition) {
            state.loseRecord();
        } else {
            return false;
        }
        return true;
    }

    private void body(NamedNode step, @Nullable ExpressionDefinition expression, SampleState state, LearningRecord sample) {
        Evaluation.Outcome outcome = evaluation.value(step, expression, state, sample);
        if (state.bodyKnown && state.exchange.getMessage().getBody() instanceof List<?> before && before.contains(sample)
                && expression != null && outcome.value() instanceof List<?> after && after.contains(sample)
                && after.size() < before.size()) {
            facts.firstOnly.add(new WalkResult.FirstOnly(step, expression.getExpression(), "drops records of the batch"));
        }
        state.exchange.getMessage().setBody(outcome.value());
        state.bodyKnown = outcome.known();
        state.noRecord = false;
    }

    private static void convert(ConvertBodyDefinition step, SampleState state) {
        boolean isText = String.valueOf(step.getType()).matches("(java\\.lang\\.)?String");
        String text = state.bodyKnown && isText ? state.exchange.getMessage().getBody(String.class) : null;
        if (text == null) {
            state.loseRecord();
        } else {
            state.exchange.getMessage().setBody(text);
        }
    }

    private static void remove(RemoveHeadersDefinition step, SampleState state) {
        state.exchange.getMessage().removeHeaders(step.getPattern());
        boolean all = "*".equals(step.getPattern()) && ObjectHelper.isEmpty(step.getExcludePattern());
        state.headers.retainAll(state.exchange.getMessage().getHeaders().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT)).toList());
        state.othersToo &= !all;
    }
}
