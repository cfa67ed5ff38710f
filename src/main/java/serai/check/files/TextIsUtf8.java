package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.Rule;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A file in another encoding: what is not ASCII in it would be read as something else. */
final class TextIsUtf8 implements Rule {

    /** What a reader puts in place of bytes that are not UTF-8. */
    private static final char NO_CHARACTER = '\uFFFD';

    @Override
    public String id() {
        return "encoding";
    }

    @Override
    public String meaning() {
        return "A file of routes is not in UTF-8. Its letters beyond ASCII would be read as something else.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.files().stream().flatMap(this::finding);
    }

    private Stream<Finding> finding(RouteFile file) {
        List<String> lines = file.lines();
        return IntStream.range(0, lines.size()).filter(i -> lines.get(i).indexOf(NO_CHARACTER) >= 0).limit(1)
                .mapToObj(i -> error(new Place(file.name(), i + 1, lines.get(i).indexOf(NO_CHARACTER) + 1),
                        "this is not in UTF-8, and would be read as another letter", "save the file as UTF-8"));
    }
}
