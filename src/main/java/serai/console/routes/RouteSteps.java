package serai.console.routes;

import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;
import serai.console.routes.RouteReport.Step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The steps of a route, each in a line, for everybody who sees the page: without parameters of addresses and values of headers,
 * which may be a secret or name somebody. The route's YAML has them.
 */
record RouteSteps(FilledSettings settings) {

    private static final int WHAT_MAX = 200;

    /** Where it begins, with all steps in it, and after them what is done with their failures. */
    Step of(RouteDefinition route) {
        List<ProcessorDefinition<?>> ordered = new ArrayList<>(route.getOutputs());
        ordered.sort(Comparator.comparing(OnExceptionDefinition.class::isInstance));
        return new Step("from", shortened(address(route.getInput().getEndpointUri())), null, steps(ordered));
    }

    private List<Step> steps(List<ProcessorDefinition<?>> definitions) {
        List<Step> steps = new ArrayList<>();
        for (ProcessorDefinition<?> one : definitions) {
            steps.add(new Step(one.getShortName(), shortened(what(one)), one.getDescription(),
                    one instanceof ChoiceDefinition choice ? branches(choice) : steps(one.getOutputs())));
        }
        return steps;
    }

    private List<Step> branches(ChoiceDefinition choice) {
        List<Step> branches = new ArrayList<>();
        for (WhenDefinition when : choice.getWhenClauses()) {
            branches.add(new Step("when", shortened(text(when.getExpression())), when.getDescription(), steps(when.getOutputs())));
        }
        if (choice.getOtherwise() != null) {
            branches.add(new Step("otherwise", "", choice.getOtherwise().getDescription(),
                    steps(choice.getOtherwise().getOutputs())));
        }
        return branches;
    }

    private static String what(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            return address(send.getUri());
        }
        if (step instanceof OnExceptionDefinition failure) {
            return failure.getDescription() == null ? String.join(", ", failure.getExceptions()) : "";
        }
        if (step instanceof SetHeaderDefinition header) {
            return header.getName();
        }
        if (step instanceof SetPropertyDefinition property) {
            return property.getName();
        }
        if (step instanceof SetVariableDefinition variable) {
            return variable.getName();
        }
        if (step instanceof ExpressionNode node && node.getExpression() != null) {
            return text(node.getExpression());
        }
        String label = step.getLabel();
        return step instanceof ChoiceDefinition || label == null || label.equals(step.getShortName()) ? "" : label;
    }

    private static String address(String uri) {
        return uri.split("\\?", 2)[0];
    }

    private static String text(@Nullable ExpressionDefinition expression) {
        return expression == null ? "" : expression.getLanguage() + ": " + expression.getExpression();
    }

    private String shortened(String text) {
        String shown = settings.in(text);
        return shown.length() > WHAT_MAX ? shown.substring(0, WHAT_MAX) + "…" : shown;
    }
}
