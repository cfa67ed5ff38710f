package serai.check.camel;

/** What Camel fails at when it loads a file or builds a route. */
enum FailedPart {
    YAML, COMPONENT, OPTION, PLACEHOLDER, BEAN, EXPRESSION, ROUTE
}
