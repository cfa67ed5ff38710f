package serai.sandbox.lrs;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import serai.sandbox.web.ClientErrorException;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The query parameters of a request. Unknown parameters are refused (xAPI 1.0.3, Part 3, section 3.2). */
final class Parameters {

    private final MultiMap values;

    /** @throws ClientErrorException with 400 if a parameter isn't among those allowed, or is given twice */
    Parameters(MultiMap values, Set<String> allowed) {
        this.values = values;
        for (String name : values.names()) {
            // The map ignores case, but the specification's parameters are case-sensitive.
            if (!allowed.contains(name)) {
                throw new ClientErrorException(400, "the parameter '%s' is not allowed here; allowed are %s".formatted(name,
                        allowed.stream().sorted().collect(Collectors.joining(", ", "[", "]"))));
            }
            if (values.getAll(name).size() > 1) {
                throw new ClientErrorException(400, name + " is given more than once");
            }
        }
    }

    boolean has(String name) {
        return values.contains(name);
    }

    /** The value of a parameter that is given. */
    String get(String name) {
        return values.get(name);
    }

    UUID uuid(String name) {
        if (!has(name) || !Formats.isUuid(get(name))) {
            throw new ClientErrorException(400, name + " must be a UUID");
        }
        return Formats.parseUuid(get(name));
    }

    /** The value; null if the parameter isn't given. */
    @Nullable
    String iri(String name) {
        if (!has(name)) {
            return null;
        }
        if (!Formats.isIri(get(name))) {
            throw new ClientErrorException(400, name + " must be an IRI");
        }
        return get(name);
    }

    boolean bool(String name) {
        if (has(name) && !Set.of("true", "false").contains(get(name))) {
            throw new ClientErrorException(400, name + " must be true or false");
        }
        return has(name) && get(name).equals("true");
    }

    long wholeNumber(String name, long unlessGiven) {
        if (!has(name)) {
            return unlessGiven;
        }
        if (!get(name).matches("\\d{1,18}")) {
            throw new ClientErrorException(400, name + " must be a whole number from 0");
        }
        return Long.parseLong(get(name));
    }

    void onlyValue(String name, String value) {
        if (has(name) && !get(name).equals(value)) {
            throw new ClientErrorException(400, "this sandbox knows %s=%s only".formatted(name, value));
        }
    }
}
