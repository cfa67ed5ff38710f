package serai.check.expressions;

import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A parameter of a statement that no header has: the statement fails for each batch. */
final class ParameterIsSet implements Rule {

    @Override
    public String id() {
        return "sql-parameter";
    }

    @Override
    public String meaning() {
        return "A statement has a parameter `:?name`, and no step before has set a header of that name: it would fail for "
                + "each batch. Or it "
                + "has none at all, and would store nothing.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        List<WalkResult.Parameter> parameters = SampleWalk.of(configuration).parameters;
        Map<String, String> files = parameters.isEmpty() ? Map.of() : files(configuration);
        return parameters.stream().map(one -> one.name().isEmpty() ? error(place(configuration, files, one),
                "this statement has no parameter, so it can't have the records", "write :?rows where it reads them")
                : error(place(configuration, files, one),
                        "no step sets the header '%s' that this parameter reads".formatted(one.name()),
                        "correct its name, or set the header before step %s".formatted(one.step().getId())));
    }

    private static Place place(Configuration configuration, Map<String, String> files, WalkResult.Parameter one) {
        String file = files.get(one.statement());
        if (file == null) {
            return configuration.place(one.step());
        }
        String before = one.statement().substring(0, one.offset());
        return new Place(file, (int) before.chars().filter(c -> c == '\n').count() + 1, one.offset() - before.lastIndexOf('\n'));
    }

    /** The names of the files of statements, by the files' content. */
    private static Map<String, String> files(Configuration configuration) {
        Map<String, String> files = new LinkedHashMap<>();
        try {
            Collection<Resource> all = PluginHelper.getPackageScanResourceResolver(configuration.context())
                    .findResources(configuration.context().resolvePropertyPlaceholders("{{serai.routes}}/sql/**/*.sql"));
            for (Resource file : all) {
                try (InputStream bytes = file.getInputStream()) {
                    files.put(new String(bytes.readAllBytes(), StandardCharsets.UTF_8), RouteFile.shown(file.getLocation()));
                }
            }
        } catch (Exception e) {
            return files; // then the step is the place
        }
        return files;
    }
}
