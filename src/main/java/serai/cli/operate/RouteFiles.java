package serai.cli.operate;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import serai.journal.DestinationName;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the destinations that the route files name. It reads the YAML only and builds no route, because a route needs its
 * beans, and everything that they need.
 */
final class RouteFiles {

    private final CamelContext context;
    private final Map<String, String> readIn = new TreeMap<>();
    private final Map<String, String> sentToIn = new TreeMap<>();

    /**
     * @param context resolves placeholders
     * @throws IOException if a file can't be read; for invalid YAML the message has the line
     */
    RouteFiles(CamelContext context, Collection<Resource> files) throws IOException {
        this.context = context;
        for (Resource file : files) {
            String name = Path.of(file.getLocation().replaceFirst("^\\w+:", "")).getFileName().toString();
            try (InputStream yaml = file.getInputStream()) {
                walk(new Load(LoadSettings.builder().setLabel(file.getLocation()).build()).loadFromInputStream(yaml), "", name);
            }
        }
    }

    /** @param under the key of the node; below a {@code uri}, the key of its parent, such as {@code from} */
    private void walk(Object node, String under, String file) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> walk(value, key.equals("uri") ? under : key.toString(), file));
        } else if (node instanceof Collection<?> list) {
            list.forEach(one -> walk(one, "", file));
        } else if (node instanceof String text && DestinationName.isIn(text)) {
            Map<String, String> found = under.equals("from") ? readIn : sentToIn;
            DestinationName.written(context.resolvePropertyPlaceholders(text)).forEach(name -> found.put(name, file));
        }
    }

    /** The destinations that routes read. */
    Set<String> read() {
        return readIn.keySet();
    }

    /** The destinations that routes send to, each with the file of the route. */
    Map<String, String> sentTo() {
        return sentToIn;
    }

    /** Whether a route reads or sends to the destination. */
    boolean name(String destination) {
        return readIn.containsKey(destination) || sentToIn.containsKey(destination);
    }
}
