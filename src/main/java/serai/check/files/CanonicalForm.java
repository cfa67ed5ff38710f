package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.Set;
import java.util.stream.Stream;

/** Camel's shorthand is deprecated, and visual editors and other rules read the canonical form. */
final class CanonicalForm implements Rule {

    @Override
    public String id() {
        return "shorthand";
    }

    @Override
    public String meaning() {
        return "Camel's deprecated shorthand: an expression, an endpoint or its options in one text. Visual editors show the canonical "
                + "form only, and a finding there has a place for each option.";
    }

    private static final Set<String> ADDRESSED = Set.of("to", "toD", "from", "wireTap");
    private static final Set<String> STEPS =
            Set.of("to", "toD", "from", "wireTap", "log", "stop", "transformDataType", "process", "bean");
    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "jsonpath", "jslt", "jsonata", "xpath",
            "groovy", "tokenize");

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isLoadedOnly()) {
            return Stream.empty(); // no reason to log anything at each start
        }
        return configuration.items(item -> item.text().isPresent()).flatMap(found -> {
            String key = found.item().key();
            String path = found.item().path();
            if (STEPS.contains(key) && path.contains("/steps/")
                    && path.endsWith("/" + key) && !path.contains("/parameters/") && !path.contains("/properties/")) {
                return Stream.of(warning(found.place(), "%s is written in shorthand".formatted(key),
                        "write it with its keys, such as %s"
                                .formatted(ADDRESSED.contains(key) ? "uri:" : "message: or ref:")));
            }
            if (LANGUAGES.contains(key) && !path.contains("/parameters/") && !path.contains("/properties/")) {
                return Stream.of(warning(found.place(), "%s is written in shorthand".formatted(key),
                        "write %s: and below it expression:".formatted(key)));
            }
            return key.equals("uri") && found.item().text().orElse("").contains("?")
                    ? Stream.of(warning(found.placeOfValue(), "the options of this endpoint stand in its uri",
                            "write them under parameters:"))
                    : Stream.empty();
        });
    }
}
