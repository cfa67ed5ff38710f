package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One JSON value of a statement and its place, with the checks that every part of a statement shares (xAPI 1.0.3, Part 2,
 * section 2.2): types are checked strictly, null is never allowed, unknown properties are refused.
 *
 * @param place JSON pointer from the statement
 */
record Element(String place, JsonNode value) {

    InvalidStatementException invalid(String problem) {
        return new InvalidStatementException(place, problem);
    }

    /** Requires an object that has no other properties than these. */
    Element object(Set<String> allowed) {
        object();
        value.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw invalid("has the unknown property '%s'; allowed are %s".formatted(name, allowed.stream().sorted().toList()));
            }
        });
        return this;
    }

    Element object() {
        if (!value.isObject()) {
            throw invalid("must be an object");
        }
        return this;
    }

    boolean has(String name) {
        return value.has(name);
    }

    /** Returns a required property. */
    Element require(String name) {
        if (!value.has(name)) {
            throw invalid("has no '%s', which is required".formatted(name));
        }
        return property(name);
    }

    /** Checks an optional property, if it is present. */
    void optional(String name, Consumer<Element> check) {
        if (value.has(name)) {
            check.accept(property(name));
        }
    }

    private Element property(String name) {
        return new Element(place + "/" + name.replace("~", "~0").replace("/", "~1"), value.get(name));
    }

    /** Checks every item of an array. */
    void items(Consumer<Element> check) {
        if (!value.isArray()) {
            throw invalid("must be an array");
        }
        for (int i = 0; i < value.size(); i++) {
            check.accept(new Element(place + "/" + i, value.get(i)));
        }
    }

    /** Checks name and value of every property of a map. */
    void entries(BiConsumer<String, Element> check) {
        object();
        Iterator<String> names = value.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            check.accept(name, property(name));
        }
    }

    String text() {
        if (!value.isTextual()) {
            throw invalid("must be a string");
        }
        return value.textValue();
    }

    void oneOf(List<String> words) {
        if (!words.contains(text())) {
            throw invalid("must be one of " + words);
        }
    }

    void bool() {
        if (!value.isBoolean()) {
            throw invalid("must be true or false");
        }
    }

    BigDecimal number() {
        if (!value.isNumber()) {
            throw invalid("must be a number");
        }
        return value.decimalValue();
    }

    void wholeNumber() {
        if (!value.isIntegralNumber()) {
            throw invalid("must be a whole number");
        }
    }
}
