package serai.check.camel;

import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import serai.check.PlacedMessage;
import serai.formats.template.UnusableTemplateException;
import serai.installation.Installation;
import serai.model.FailureText;
import serai.settings.EnvironmentVariable;
import serai.steps.CamelMessages;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Camel says of a configuration that it can't use, in one line of cause and one of remedy.
 *
 * @param words  what to look for in the file to find the place: a key, or part of a text; may be empty
 * @param offset where in an expression's text the fault is; 0 if that is not known
 */
record CamelFailure(FailedPart part, String cause, String remedy, String words, int offset) {

    private static final Pattern UNSET_FUNCTION =
            Pattern.compile("Property with key \\[(\\w+):([^\\]]+)] using function \\[\\w+] returned null");
    private static final Pattern REQUIRED =
            Pattern.compile("Option (\\w+) is required when creating endpoint uri with syntax (\\w+)");
    private static final Pattern BEAN_LACKS = Pattern.compile("The bean (name|type) must be set");
    private static final Pattern SCHEME = Pattern.compile("No component found with scheme: ([\\w.+-]+)"
            + "|No endpoint could be found for: ([\\w.+-]+)[:?].* needed Camel component jar");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(\\w[\\w.-]*)=");
    private static final Pattern BEAN = Pattern.compile("No bean could be found in the registry for: (\\S+)");
    private static final Pattern LANGUAGE = Pattern.compile("No language could be found for: (\\S+)");
    /** The message of a template's missing file, with the name to look for. */
    private static final Pattern MISSING = Pattern.compile("^there is no (?:\\S*/)?([^/\\s]+), which .*");
    private static final Pattern NEGATIVE = Pattern.compile("duration must not be negative: (-\\d+)");
    private static final Pattern NO_BEAN_TYPE = Pattern.compile("^The bean instance is a java\\.lang\\.String type: ");
    private static final Pattern TYPE = Pattern.compile("^([\\w.$]+\\.[A-Z][\\w$]*)$");
    private static final Pattern TWICE = Pattern.compile("Route configuration already exists with id: (\\S+)");
    private static final Pattern UNKNOWN_KEY = Pattern.compile("^(?:Unsupported field|Unknown node id): (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("For input string: \"([^\"]*)\"");
    private static final Pattern NODE_TYPE = Pattern.compile("Node type (\\S+) is invalid, expected (\\S+)");
    private static final Pattern UNCLOSED = Pattern.compile("Missing }} from the text: (?s:.*?)(\\{\\{[\\w.:-]+}?)(?![}\\w.:-])");
    /** The entry of a list of tables that can't be used. */
    private static final Pattern TABLE = Pattern.compile("^types in tables are separated by blanks, and '([^']*)'");
    private static final Pattern NO_ADDRESS = Pattern.compile("^Expected authority at index ");
    private static final String BLOB_LIBRARY = "org.apache.camel.component.azure.storage.blob.";
    private static final Pattern AT_INDEX = Pattern.compile(" at location \\d+$");

    /** An address without a host. */
    static final CamelFailure NO_HOST =
            new CamelFailure(FailedPart.ROUTE, "the address has no host, or one that none can have, such as with an underscore",
                    "correct what its placeholder names", "httpUri", 0);

    static CamelFailure of(Throwable failure, Candidates known) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
        Throwable last = causes.get(causes.size() - 1);
        Optional<CamelFailure> template = template(causes);
        if (template.isPresent()) {
            return template.get();
        }
        return inMessage(causes, UNSET_FUNCTION).map(found -> unset(found.group(1), found.group(2)))
                .or(() -> inMessage(causes, CamelMessages.UNSET).map(found -> unset(found.group(1))))
                .or(() -> yaml(causes))
                .or(() -> inMessage(causes, UNCLOSED).map(found -> new CamelFailure(FailedPart.PLACEHOLDER,
                        "the placeholder %s is not closed".formatted(found.group(1)), "write }} after its name", found.group(1),
                        0)))
                .or(() -> inMessage(causes, CamelMessages.NO_METHOD).map(found -> method(found.group(1), found.group(2))))
                .or(() -> bean(causes, known))
                .or(() -> syntax(causes))
                .or(() -> inMessage(causes, SCHEME)
                        .map(found -> component(found.group(1) == null ? found.group(2) : found.group(1))))
                .or(() -> inMessage(causes, UNKNOWN).map(found -> option(found.group(1), causes, known)))
                .or(() -> inMessage(causes, REQUIRED).map(found -> new CamelFailure(FailedPart.OPTION,
                        "%s: lacks its option '%s'".formatted(found.group(2), found.group(1)), "write it below parameters", "", 0)))
                .or(() -> inMessage(causes, BEAN_LACKS).map(found -> new CamelFailure(FailedPart.BEAN,
                        "a bean has no %s".formatted(found.group(1)), "give it one", "beans", 0)))
                .or(() -> inMessage(causes, LANGUAGE).map(found -> language(found.group(1))))
                .or(() -> inMessage(causes, TWICE).map(found -> twice(found.group(1))))
                .or(() -> property(causes))
                .or(() -> library(causes, last))
                .or(() -> type(last))
                .orElseGet(() -> other(causes, last));
    }

    /** A template of the user's that can't be used: the place is in the template, if it is known. */
    private static Optional<CamelFailure> template(List<Throwable> causes) {
        return only(UnusableTemplateException.class, causes).map(failure -> {
            String[] told = PlacedMessage.of(FailureText.firstLine(failure)).cause().split("; ", 2);
            return new CamelFailure(FailedPart.EXPRESSION, told[0], told.length > 1 ? told[1] : "correct the template",
                    MISSING.matcher(told[0]).replaceFirst("$1").equals(told[0]) ? "" : MISSING.matcher(told[0]).replaceFirst("$1"),
                    0);
        });
    }

    private static Optional<CamelFailure> yaml(List<Throwable> causes) {
        return only(MarkedYamlEngineException.class, causes).filter(failure -> failure.getProblemMark().isPresent())
                .map(failure -> {
                    Matcher named = UNKNOWN_KEY.matcher(failure.getProblem());
                    Matcher type = NODE_TYPE.matcher(failure.getProblem());
                    if (type.find()) {
                        return new CamelFailure(FailedPart.YAML, "Camel expects %s here, and finds %s"
                                .formatted(node(type.group(2)),
                                        node(type.group(1))),
                                "look at the indentation; Camel's page \"YAML DSL\" shows the step", "", 0);
                    }
                    return named.find()
                            ? new CamelFailure(FailedPart.YAML, "Camel's YAML knows no '%s' here".formatted(named.group(1)),
                                    "correct the name; Camel's page \"YAML DSL\" lists steps and their keys", "", 0)
                            : new CamelFailure(FailedPart.YAML, "this can't be read as YAML: " + failure.getProblem(),
                                    "look at indentation, quotes and colons, here and in the line before", "", 0);
                });
    }

    private static String node(String type) {
        return switch (type) {
            case "map" -> "a mapping (keys with values)";
            case "array" -> "a list (a - before each member)";
            case "key-value" -> "one key with its value";
            case "scalar" -> "a single value";
            default -> "a " + type;
        };
    }

    private static CamelFailure method(String name, String type) {
        return new CamelFailure(FailedPart.BEAN, "%s has no method '%s'".formatted(type, name), "correct its name", name, 0);
    }

    private static CamelFailure twice(String id) {
        return new CamelFailure(FailedPart.ROUTE, "another file has a routeConfiguration '%s' too".formatted(id),
                "keep one of them; errors.camel.yaml has become errors-webhook, errors-broker and errors-delivery", id, 0);
    }

    private static CamelFailure unset(String function, String name) {
        return new CamelFailure(FailedPart.PLACEHOLDER, "{{%s:%s}} is not set".formatted(function, name),
                "set it, or write a value for that case after another colon: {{%s:%s:…}}".formatted(function, name),
                "{{" + function + ":" + name, 0);
    }

    private static CamelFailure unset(String key) {
        return new CamelFailure(FailedPart.PLACEHOLDER, "{{%s}} is not set".formatted(key),
                "set %s in application.properties, or %s in the environment".formatted(key, EnvironmentVariable.of(key)),
                "{{" + key, 0);
    }

    private static Optional<CamelFailure> syntax(List<Throwable> causes) {
        return only(SimpleIllegalSyntaxException.class, causes).map(simple -> {
            String what = AT_INDEX.matcher(FailureText.firstLine(simple).replaceFirst("^[\\w.]*Exception: ", "")).replaceFirst("");
            return new CamelFailure(FailedPart.EXPRESSION, "Simple can't read this: " + what.strip()
                    .replace("expected symbol functionEnd but was eol", "a } is missing"),
                    "correct it; Camel's page \"Simple\" lists its functions and operators", simple.getExpression(),
                    simple.getIndex());
        }).or(() -> only(ExpressionIllegalSyntaxException.class, causes).map(any -> new CamelFailure(FailedPart.EXPRESSION,
                "this is not an expression of its language: " + FailureText.firstLine(causes.get(causes.size() - 1)), "correct it",
                String.valueOf(any.getExpression()), 0)));
    }

    private static CamelFailure component(String scheme) {
        String remedy = ProvidingDependency.ofComponent(scheme)
                .map(artifact -> Installation.library("org.apache.camel:" + artifact))
                .or(() -> ProvidingDependency.nearestComponent(scheme).map("did you mean %s:?"::formatted))
                .orElse("correct the scheme, or declare the component under beans");
        return new CamelFailure(FailedPart.COMPONENT, "there is no component '%s' here".formatted(scheme), remedy, scheme, 0);
    }

    private static CamelFailure option(String option, List<Throwable> causes, Candidates known) {
        String scheme = only(ResolveEndpointFailedException.class, causes).map(ResolveEndpointFailedException::getUri)
                .map(uri -> uri.split(":", 2)[0]).orElse("endpoint");
        return new CamelFailure(FailedPart.OPTION, "%s: has no option '%s'".formatted(scheme, option),
                known.option(scheme, option).map("did you mean %s?"::formatted)
                        .orElse("take it out; Camel's page of the component lists its options"),
                option, 0);
    }

    private static Optional<CamelFailure> bean(List<Throwable> causes, Candidates known) {
        return only(NoSuchBeanException.class, causes).map(NoSuchBeanException::getName)
                .or(() -> inMessage(causes, BEAN).map(found -> found.group(1))).map(name -> {
                    String written = name.replaceFirst("^#?(bean:)?", "").replaceFirst("\\?.*", "");
                    if (known.hasBean(written)) {
                        return new CamelFailure(FailedPart.BEAN,
                                "the bean '%s' has a class that can't be used here".formatted(written),
                                "name another one, or give it another type", written, 0);
                    }
                    return new CamelFailure(FailedPart.BEAN, "there is no bean '%s'".formatted(written),
                            known.bean(written).map("did you mean %s?"::formatted)
                                    .orElse("declare it under beans in the route's file, or correct the name"),
                            written, 0);
                });
    }

    private static CamelFailure language(String name) {
        return new CamelFailure(FailedPart.EXPRESSION, "there is no language '%s' here".formatted(name),
                ProvidingDependency.ofLanguage(name).map(artifact -> Installation.library("org.apache.camel:" + artifact))
                        .orElse("write simple, constant, or another language of Camel"),
                name, 0);
    }

    /** Leaves out messages that quote the value: it may be a secret. */
    private static Optional<CamelFailure> property(List<Throwable> causes) {
        return causes.stream().filter(PropertyBindingException.class::isInstance).map(PropertyBindingException.class::cast)
                .reduce((outer, inner) -> inner).map(failure -> {
                    String name =
                            failure.getOptionKey() == null ? String.valueOf(failure.getPropertyName()) : failure.getOptionKey();
                    return new CamelFailure(FailedPart.OPTION, "%s can't be set: %s".formatted(name,
                            CamelMessages.refusal(causes).orElse("there is no such property, or it takes no such value")),
                            "correct the name or the value", name, 0);
                });
    }

    /** A bean's class that is here, while a class that it needs is not. */
    private static Optional<CamelFailure> library(List<Throwable> causes, Throwable last) {
        return only(LinkageError.class, causes).map(missing -> {
            String named = String.valueOf(last.getMessage()).replace('/', '.');
            return named.startsWith(BLOB_LIBRARY)
                    ? new CamelFailure(FailedPart.BEAN, "this bean needs the library of Azure Blob Storage, which is missing",
                            Installation.library("org.apache.camel:camel-azure-storage-blob", "azure-blob")
                                    + " (docs/destinations.md)",
                            "serai.destinations.blob.", 0)
                    : new CamelFailure(FailedPart.BEAN, "a bean's class needs the class %s, which is missing".formatted(named),
                            Installation.library("the artifact that has it"), "beans", 0);
        });
    }

    private static Optional<CamelFailure> type(Throwable last) {
        Matcher named = TYPE.matcher(String.valueOf(last.getMessage()));
        return last instanceof ClassNotFoundException && named.find()
                ? Optional.of(new CamelFailure(FailedPart.BEAN, "there is no class " + named.group(1),
                        missingClass(named.group(1)), named.group(1), 0))
                : Optional.empty();
    }

    private static String missingClass(String name) {
        return ProvidingDependency.ofClass(name)
                .map(artifact -> Installation.library(artifact) + ", or correct the type")
                .or(() -> Candidates.classOfOurs(name).map(ours -> "did you mean %s?".formatted(ours)))
                .orElse(name.startsWith("serai.") ? "Serai has no such class; docs/destinations.md shows those that routes name"
                        : Installation.library("the artifact that has it") + ", or correct the type");
    }

    private static CamelFailure other(List<Throwable> causes, Throwable last) {
        Throwable worded = only(IllegalArgumentException.class, causes).map(Throwable.class::cast).orElse(last);
        if (causes.stream().anyMatch(NoSuchEndpointException.class::isInstance)) {
            return new CamelFailure(FailedPart.COMPONENT, FailureText.firstLine(worded), "correct the uri", "", 0);
        }
        Matcher number = NUMBER.matcher(String.valueOf(last.getMessage()));
        if (last instanceof NumberFormatException && number.find()) {
            return new CamelFailure(FailedPart.ROUTE, "'%s' is no number".formatted(number.group(1)), "write a whole number",
                    number.group(1), 0);
        }
        if (NO_BEAN_TYPE.matcher(String.valueOf(worded.getMessage())).find()) {
            return new CamelFailure(FailedPart.ROUTE, "a bean of this type is a text, and has no method to call",
                    "name a bean by ref, or another type", "beanType", 0); // Camel's message has the text, which may be a secret
        }
        Matcher negative = NEGATIVE.matcher(String.valueOf(last.getMessage()));
        if (negative.find()) {
            return new CamelFailure(FailedPart.ROUTE, "a time of %s is negative".formatted(negative.group(1)),
                    "write how long it may take, in milliseconds", negative.group(1), 0);
        }
        if (NO_ADDRESS.matcher(String.valueOf(last.getMessage())).find()) {
            return NO_HOST;
        }
        String[] told = FailureText.firstLine(worded).split("; ", 2);
        Matcher table = TABLE.matcher(told[0]);
        return new CamelFailure(FailedPart.ROUTE, told[0], told.length > 1 ? told[1] : "", table.find() ? table.group(1) : "", 0);
    }

    private static Optional<Matcher> inMessage(List<Throwable> causes, Pattern pattern) {
        return causes.stream().map(cause -> pattern.matcher(String.valueOf(cause.getMessage()))).filter(Matcher::find).findFirst();
    }

    private static <T> Optional<T> only(Class<T> type, List<Throwable> causes) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
