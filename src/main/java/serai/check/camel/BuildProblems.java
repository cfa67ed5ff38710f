package serai.check.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NamedNode;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import serai.check.Configuration;
import serai.check.Place;
import serai.check.PlacedMessage;
import serai.check.RouteFile;
import serai.check.Steps;
import serai.formats.template.UnusableTemplateException;
import serai.model.FailureText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes every endpoint and every expression of the routes separately, so that the failure of one does not hide another's. Making
 * them opens no connection.
 */
final class BuildProblems {

    /** A failure and its place. */
    record Problem(CamelFailure failure, Place place) {
    }

    private final Configuration configuration;
    private final CamelContext context;
    private final Candidates candidates;
    private final List<Problem> problems = new ArrayList<>();

    private BuildProblems(Configuration configuration) {
        this.configuration = configuration;
        this.context = configuration.context();
        this.candidates = new Candidates(context);
    }

    /** All problems; they are looked for once for a configuration. */
    static Stream<Problem> of(Configuration configuration) {
        return configuration.remembered(BuildProblems.class, () -> new BuildProblems(configuration).found()).stream();
    }

    private List<Problem> found() {
        configuration.unloaded().forEach(this::file);
        configuration.routes().forEach(route -> endpoint(route.getInput(), route.getInput().getEndpointUri()));
        configuration.steps().forEach(this::step);
        if (configuration.isLoadedOnly()) {
            configuration.routes().forEach(this::build);
        }
        return problems.stream().distinct().toList();
    }

    private void file(String location, Throwable failure) {
        CamelFailure told = CamelFailure.of(failure, candidates);
        RouteFile file = configuration.files().stream().filter(one -> one.location().equals(location)).findFirst().orElseThrow();
        if (file.isBlank()) {
            return; // another rule reports it
        }
        Optional<Mark> mark = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(MarkedYamlEngineException.class::isInstance).map(MarkedYamlEngineException.class::cast)
                .flatMap(cause -> cause.getProblemMark().stream()).findFirst();
        Place place = inTemplate(failure).or(() -> mark.map(at -> new Place(file.name(), at.getLine() + 1, at.getColumn() + 1)))
                .or(() -> told.words().isEmpty() ? Optional.empty() : file.items().filter(item -> isMeant(item, told))
                        .findFirst().map(item -> placeOfCause(new Configuration.Found(file, item), told)))
                .orElse(Place.of(file.name()));
        problems.add(new Problem(told, place));
    }

    /** The place in a template, if a template is what can't be used. */
    private static Optional<Place> inTemplate(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(UnusableTemplateException.class::isInstance).findFirst()
                .flatMap(cause -> PlacedMessage.of(FailureText.firstLine(cause)).place());
    }

    private boolean isMeant(RouteFile.Item item, CamelFailure told) {
        return item.key().equals(told.words())
                || item.text().filter(text -> text.contains(told.words()) || configuration.resolved(text).equals(told.words()))
                        .isPresent();
    }

    /** Where the value that can't be used stands: in the line of the setting, if the route takes it from a setting. */
    private Place placeOfCause(Configuration.Found found, CamelFailure told) {
        return (told.part() == FailedPart.PLACEHOLDER ? Optional.<Place>empty() : configuration.placeOfSetting(found))
                .orElseGet(() -> found.file().place(found.item(), told.offset()));
    }

    /** Builds a route as a start would, to find what no single step shows. Does nothing if a problem in its file is known. */
    private void build(RouteDefinition route) {
        boolean known = problems.stream().anyMatch(problem -> configuration.file(route)
                .filter(file -> file.name().equals(problem.place().file())).isPresent());
        if (!known) {
            try {
                ((ModelCamelContext) context).getModelReifierFactory().createRoute(context, route);
            } catch (Exception e) {
                add(route, e, null);
            }
        }
    }

    private void step(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send && send.getUri() != null) {
            endpoint(step, send.getUri());
        }
        DynamicAddresses.of(step).forEach(uri -> endpoint(step, uri));
        for (Steps.Written written : Steps.expressions(step)) {
            expression(written);
        }
    }

    private void endpoint(NamedNode step, String uri) {
        Endpoint made;
        try {
            made = context.getEndpoint(uri);
        } catch (Exception e) {
            add(step, e, null);
            return;
        }
        if (made instanceof HttpEndpoint http && http.getHttpUri().getRawAuthority() == null && !isLeftOpen(uri)) {
            add(step, CamelFailure.NO_HOST, null);
        }
        lenient(step, uri);
    }

    /** Whether the address is a setting that is not set: a destination that a host ships and does not use. */
    private boolean isLeftOpen(String uri) {
        return uri.matches("https?://\\{\\{.*") && context.resolvePropertyPlaceholders(uri).matches("https?:///.*");
    }

    /** Adds options that the component accepts without knowing them, and whose names are close to a known one. */
    private void lenient(NamedNode step, String uri) {
        int query = uri.indexOf('?');
        String scheme = uri.split("[:?]", 2)[0];
        if (query < 0) {
            return;
        }
        for (String parameter : uri.substring(query + 1).split("&")) {
            String name = parameter.split("=", 2)[0];
            if (!candidates.hasOption(scheme, name)) {
                candidates.option(scheme, name).ifPresent(meant -> add(step, new CamelFailure(FailedPart.OPTION,
                        "%s: has no option '%s', and would send it as part of the address".formatted(scheme, name),
                        "did you mean %s?".formatted(meant), name, 0), null));
            }
        }
    }

    private void expression(Steps.Written written) {
        if (written.predicate() && String.valueOf(written.expression().getExpression()).isBlank()) {
            add(written.step(), new CamelFailure(FailedPart.EXPRESSION, "this condition is empty",
                    "write one, such as ${header.type} == 'LOGGED_IN'", "expression", 0), (String) null);
            return;
        }
        try {
            ExpressionReifier<?> reifier = ExpressionReifier.reifier(context, written.expression());
            if (written.predicate()) {
                reifier.createPredicate().initPredicate(context);
            } else {
                reifier.createExpression().init(context);
            }
        } catch (Exception e) {
            add(written.step(), e, written.expression().getExpression());
        }
    }

    private void add(NamedNode step, Exception failure, @Nullable String expression) {
        CamelFailure told = CamelFailure.of(failure, candidates);
        inTemplate(failure).ifPresentOrElse(place -> problems.add(new Problem(told, place)), () -> add(step, told, expression));
    }

    private void add(NamedNode step, CamelFailure failure, @Nullable String expression) {
        problems.add(new Problem(failure, place(step, failure, expression)));
    }

    private Place place(NamedNode step, CamelFailure failure, @Nullable String expression) {
        return configuration.find(step, item -> expression != null ? expression.equals(item.text().orElse(null))
                : !failure.words().isEmpty() && isMeant(item, failure))
                .or(() -> failure.words().isEmpty() ? Optional.empty()
                        : configuration.items(item -> isMeant(item, failure)).findFirst())
                .map(found -> placeOfCause(found, failure))
                .orElseGet(() -> failure.words().isEmpty() ? configuration.place(step, "uri")
                        : configuration.place(step));
    }
}
