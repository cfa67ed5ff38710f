package serai.rehearsal;

import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import serai.journal.DestinationName;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files of routes a rehearsal loads.
 *
 * @param more         files besides those that the settings name; a file with the same name as one of those is left out
 * @param destinations the destinations whose routes are loaded, so that others need no settings; null for all
 */
public record RouteChoice(List<Path> more, @Nullable Set<String> destinations) {

    /** All files that the settings name. */
    public static final RouteChoice ALL = new RouteChoice(List.of(), null);

    /** Whether a file has only routes of destinations that are not chosen. */
    boolean leavesOut(Resource file) throws IOException {
        Set<String> chosen = destinations;
        if (chosen == null) {
            return false;
        }
        List<String> read = new ArrayList<>();
        try (InputStream yaml = file.getInputStream()) {
            if (new Load(LoadSettings.builder().build()).loadFromInputStream(yaml) instanceof List<?> parts) {
                parts.forEach(part -> read.addAll(from(part)));
            }
        } catch (YamlEngineException e) {
            return false; // loading it says what is wrong
        }
        return !read.isEmpty() && read.stream().allMatch(DestinationName::isIn)
                && read.stream().flatMap(DestinationName::written).noneMatch(chosen::contains);
    }

    /** The URI with which a route begins; none if the part is no route. */
    private static List<String> from(Object part) {
        Object route = part instanceof Map<?, ?> named ? named.get("route") : null;
        Object from = route instanceof Map<?, ?> steps ? steps.get("from") : null;
        Object uri = from instanceof Map<?, ?> endpoint ? endpoint.get("uri") : null;
        return route == null ? List.of() : List.of(String.valueOf(uri));
    }
}
