package serai.console.web;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import serai.console.access.Visitor;

import java.util.List;
import java.util.Optional;

/**
 * A request for a page.
 *
 * @param place   the part of the path behind the page's own, without a slash; empty without one
 * @param query   the parameters of the address
 * @param form    the fields of the form that was sent; none for a page that is only looked at
 * @param visitor who asks
 * @param session the id of the visitor's session; null without one
 * @param signIn  what the browser was given when it began to sign in by a provider; null without
 * @param address the visitor's network address
 */
public record PageRequest(String place, MultiMap query, MultiMap form, Visitor visitor, @Nullable String session,
        @Nullable String signIn, String address) {

    /** A parameter of the address; empty where it is missing or blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A field of the form; empty where it is missing or blank. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(form.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** All values of a field of the form. */
    public List<String> fields(String name) {
        return form.getAll(name);
    }
}
