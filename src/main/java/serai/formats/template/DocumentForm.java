package serai.formats.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the body is after a step with a template. */
enum DocumentForm {
    /** The document of the one record that the batch has. */
    RECORD,
    /** A JSON array with the document of each record. */
    ARRAY,
    /** The document of each record, one a line; text of several lines follows as it is. */
    LINES,
    /** One document of the whole batch: the template's input is the array of its records. */
    BATCH;

    /** @throws UnusableTemplateException if there is no such form */
    static DocumentForm named(String name) {
        return Arrays.stream(values()).filter(form -> form.word().equals(name)).findFirst()
                .orElseThrow(() -> new UnusableTemplateException("documents: %s: must be one of %s".formatted(
                        name, Arrays.stream(values()).map(DocumentForm::word).collect(Collectors.joining(", ")))));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
