package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.RouteFile;
import serai.check.Rule;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A key that stands twice: Camel takes the later value and silently drops the earlier one. */
final class KeyIsUnique implements Rule {

    @Override
    public String id() {
        return "duplicate-key";
    }

    @Override
    public String meaning() {
        return "A key is set twice in the same place of a file. Camel uses the later value, and silently drops the other.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.items(item -> true).flatMap(this::twice);
    }

    private Stream<Finding> twice(Configuration.Found found) {
        Map<String, RouteFile.Item> seen = new HashMap<>();
        return found.file().keys(found.item()).stream().flatMap(key -> {
            RouteFile.Item first = seen.putIfAbsent(key.key(), key);
            return first == null ? Stream.empty()
                    : Stream.of(
                            error(found.file().place(key), "'%s' is set in line %s already, and Camel would use only one of them"
                                    .formatted(key.key(), found.file().place(first).line()), "take one of them out"));
        });
    }
}
