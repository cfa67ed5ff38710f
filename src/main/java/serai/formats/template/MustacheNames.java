package serai.formats.template;

import com.github.mustachejava.Code;
import com.github.mustachejava.Mustache;
import serai.model.RecordField;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the names in a Mustache template that no record has, in whatever section they stand. */
final class MustacheNames {

    /** What a template sees besides the record's fields: see {@link MustacheInput}. */
    private static final Set<String> OURS = Set.of("local", "local.occurredDate", "local.occurredDateTime", "local.receivedDate",
            "local.receivedDateTime", "last", "records", "count", ".");
    private static final Set<String> KNOWN =
            Stream.concat(OURS.stream(), Arrays.stream(RecordField.values()).map(RecordField::path)).collect(Collectors.toSet());

    private MustacheNames() {
    }

    static Set<String> unknown(Mustache template) {
        Set<String> unknown = new TreeSet<>();
        collect(template, unknown);
        return unknown;
    }

    private static void collect(Code code, Set<String> unknown) {
        if (code.getCodes() == null) {
            return;
        }
        for (Code one : code.getCodes()) {
            String name = one.getName();
            if (name != null && !name.isEmpty() && !(one instanceof Mustache) && !isKnown(name)) {
                unknown.add(name);
            }
            collect(one, unknown);
        }
    }

    /** Inside of a section, a name is relative to the section's name, so the end of a known path is known, too. */
    private static boolean isKnown(String name) {
        return KNOWN.stream().anyMatch(known -> known.equals(name) || known.endsWith("." + name))
                || name.matches("(.*\\.)?refs\\..*")
                || name.matches("ref\\d+");
    }
}
