package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.installation.DropIn;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Java ignores a file on the class path that is no jar, and a class that an earlier jar has, too. */
final class DropInIsUsable implements Rule {

    @Override
    public String id() {
        return "drop-in-jar";
    }

    @Override
    public String meaning() {
        return "A jar in `drop-in/` has no effect: it can't be read, or Serai has a jar of the same artifact, which comes first.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.isAlone() && configuration.isLoadedOnly()
                ? DropIn.of(configuration.settings().files()).jars().stream().flatMap(this::finding)
                : Stream.empty();
    }

    private Stream<Finding> finding(Path jar) {
        Place place = Place.of(jar.toString());
        return DropIn.isUnreadable(jar)
                ? Stream.of(error(place, "this jar can't be read, and Java would go on without it",
                        "fetch it again, or take it away"))
                : DropIn.shippedBefore(jar).stream().map(shipped -> warning(place,
                        "it has no effect where Serai's own %s has the same classes, because that one comes first"
                                .formatted(shipped),
                        "take it away"));
    }
}
