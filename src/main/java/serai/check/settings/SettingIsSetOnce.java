package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A key that a file sets twice: the last line holds, and the others are silently ignored. */
final class SettingIsSetOnce implements Rule {

    private static final Pattern KEY = Pattern.compile("\\s*([^#!=:\\s][^=:\\s]*)\\s*[=:].*");

    @Override
    public String id() {
        return "setting-twice";
    }

    @Override
    public String meaning() {
        return "A file sets the same key in two lines. The last one counts.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.isLoadedOnly() ? configuration.settingsFiles().lines().entrySet().stream()
                .flatMap(file -> twice(file.getKey(), file.getValue())) : Stream.empty();
    }

    private Stream<Finding> twice(String file, List<String> lines) {
        Map<String, Integer> seen = new HashMap<>();
        return IntStream.range(0, lines.size()).filter(i -> i == 0 || !lines.get(i - 1).endsWith("\\")).boxed().flatMap(i -> {
            Matcher key = KEY.matcher(lines.get(i));
            Integer first = key.matches() ? seen.putIfAbsent(key.group(1), i) : null;
            return first == null ? Stream.empty()
                    : Stream.of(warning(new Place(file, i + 1, 1), "%s is set in line %s too, and the last line counts"
                            .formatted(key.group(1), first + 1), "take one of them out"));
        });
    }
}
