package serai.journal.camel.sending;

import org.apache.camel.Endpoint;

import java.util.Set;

/** Endpoints that only compute, or call other routes of the same context. All others lead out of Serai. */
public final class LocalEndpoints {

    private static final Set<String> SCHEMES = Set.of("direct", "language", "log", "dataformat", "data-type", "xslt", "xslt-saxon",
            "xj", "xquery", "jslt", "jsonata", "jolt", "mustache", "velocity", "freemarker", "string-template", "thymeleaf", "mvel",
            "chunk", "validator", "json-validator", "json-patch", "schematron", "msv");

    private LocalEndpoints() {
    }

    /** Whether nothing leaves Serai through the endpoint. An endpoint of an unknown scheme counts as leading out. */
    public static boolean isOne(Endpoint endpoint) {
        return SCHEMES.contains(scheme(endpoint));
    }

    /** The endpoint's scheme, such as {@code http}. */
    public static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        int end = uri.indexOf(':');
        return end < 0 ? uri : uri.substring(0, end);
    }
}
