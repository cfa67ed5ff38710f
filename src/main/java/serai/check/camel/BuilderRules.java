package serai.check.camel;

import serai.check.Rule;

import java.util.List;

/** The rules for what Camel itself finds wrong. */
public final class BuilderRules {

    private BuilderRules() {
    }

    /** One rule for each failed part. */
    public static List<Rule> all() {
        return List.of(
                new BuildRule(FailedPart.YAML, "yaml",
                        "A file is no YAML, or has keys that Camel's YAML does not know. Nothing of the file would be loaded."),
                new BuildRule(FailedPart.COMPONENT, "unknown-component",
                        "An endpoint's scheme has no component here. The remedy names the dependency that brings it."),
                new BuildRule(FailedPart.OPTION, "unknown-option",
                        "An endpoint or bean has no such option, or the option takes no such value. An unknown option of `http:` "
                                + "would silently become part of the request's address."),
                new BuildRule(FailedPart.PLACEHOLDER, "unset-placeholder", "A `{{placeholder}}` names what is set nowhere."),
                new BuildRule(FailedPart.BEAN, "missing-bean",
                        "A step names a bean, a policy or a class that does not exist."),
                new BuildRule(FailedPart.EXPRESSION, "expression-syntax",
                        "An expression can't be read in its language. Some would only fail at the first event."),
                new BuildRule(FailedPart.ROUTE, "route", "Camel can't build a route for another reason."));
    }
}
