package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.formats.template.UnknownField;
import serai.model.RecordField;
import serai.settings.SpellingSuggestion;

import java.util.Arrays;
import java.util.stream.Stream;

/** A template reads a field that no record has, so the field is missing from every document. */
final class FieldExists implements Rule {

    private static final int LETTERS_MAX = 3;

    @Override
    public String id() {
        return "unknown-field";
    }

    @Override
    public String meaning() {
        return "A template (JSLT, JSONata, Mustache) reads a field that no record has. It would silently be missing from every "
                + "document.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).unknownFields.keySet().stream().map(this::finding);
    }

    private Finding finding(UnknownField field) {
        String meant =
                SpellingSuggestion.nearest(field.path(), Arrays.stream(RecordField.values()).map(RecordField::path), LETTERS_MAX)
                        .map("did you mean %s? "::formatted).orElse("");
        return error(new Place(field.file(), field.line(), field.column()), "no record has a '%s'".formatted(field.path()),
                meant + "docs/record.md has the fields of a record");
    }
}
