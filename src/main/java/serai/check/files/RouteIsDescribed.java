package serai.check.files;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.stream.Stream;

/** A route has an id and says what it is for. */
final class RouteIsDescribed implements Rule {

    @Override
    public String id() {
        return "missing-id";
    }

    @Override
    public String meaning() {
        return "A route has no `id` or no `description`. Logs, metrics and findings name routes by their id; Kaoto drops comments, but "
                + "keeps descriptions.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isLoadedOnly()) {
            return Stream.empty(); // no reason to log anything at each start
        }
        return configuration.items(item -> item.key().equals("route") && item.value() instanceof MappingNode)
                .flatMap(found -> Stream.of("id", "description").filter(key -> found.file().below(found.item())
                        .noneMatch(below -> below.path().equals(found.item().path() + "/" + key)))
                        .map(key -> warning(found.place(), "this route has no " + key, "add one")));
    }
}
