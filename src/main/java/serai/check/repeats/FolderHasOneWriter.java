package serai.check.repeats;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.jspecify.annotations.Nullable;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;
import serai.destinations.files.ArchiveEndpoint;
import serai.journal.DestinationName;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two destinations that write the same files. */
final class FolderHasOneWriter implements Rule {

    @Override
    public String id() {
        return "folder-shared";
    }

    @Override
    public String meaning() {
        return "Two destinations have the same folder for their archive, which has one owner, or write files of the same name into one "
                + "folder, or one of them writes files into another one's archive.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(sameFiles(configuration), inArchives(configuration));
    }

    private Stream<Finding> sameFiles(Configuration configuration) {
        Map<String, RouteDefinition> writers = new LinkedHashMap<>();
        return new Paths(configuration).from(DestinationName::isIn).stream()
                .filter(route -> DestinationName.isIn(Steps.uri(route)))
                .flatMap(route -> Steps.of(route, SendDefinition.class).flatMap(step -> {
                    String uri = String.valueOf(((SendDefinition<?>) step).getUri());
                    Optional<String> files = files(configuration.context(), uri);
                    RouteDefinition other = files.map(one -> writers.putIfAbsent(one, route)).orElse(null);
                    return other == null || other == route ? Stream.empty()
                            : Stream.of(error(
                                    configuration.place(step, Steps.isOfFiles(uri) ? "fileName" : "folder"),
                                    "route %s writes the same files (%s)".formatted(other.getRouteId(), configuration.place(other)),
                                    "give each destination a folder of its own"));
                }));
    }

    /** Steps {@code file:} that write into the folder of an archive, or below it. */
    private Stream<Finding> inArchives(Configuration configuration) {
        Map<Path, RouteDefinition> archives = new LinkedHashMap<>();
        Map<SendDefinition<?>, Path> others = new LinkedHashMap<>();
        configuration.routes().forEach(route -> Steps.of(route, SendDefinition.class).forEach(step -> {
            SendDefinition<?> send = (SendDefinition<?>) step;
            Endpoint endpoint = endpoint(configuration.context(), String.valueOf(send.getUri()));
            if (endpoint instanceof ArchiveEndpoint archive && archive.getFolder() != null) {
                archives.putIfAbsent(normal(archive.getFolder()), route);
            } else if (endpoint instanceof FileEndpoint files) {
                others.put(send, normal(files.getConfiguration().getDirectory()));
            }
        }));
        return others.entrySet().stream().flatMap(other -> archives.entrySet().stream()
                .filter(archive -> other.getValue().startsWith(archive.getKey()))
                .map(archive -> error(configuration.place(other.getKey(), "directoryName"),
                        "the folder is in the archive of route %s (%s), which has one owner".formatted(
                                archive.getValue().getRouteId(),
                                configuration.place(archive.getValue())),
                        "write into a folder outside of it")));
    }

    private static Path normal(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }

    private static @Nullable Endpoint endpoint(CamelContext context, String uri) {
        try {
            return context.getEndpoint(uri);
        } catch (RuntimeException e) {
            return null; // another rule reports it
        }
    }

    /** A text that is the same for two endpoints that write the same files; empty if the endpoint writes none. */
    private static Optional<String> files(CamelContext context, String uri) {
        Endpoint endpoint = endpoint(context, uri);
        if (endpoint instanceof ArchiveEndpoint archive && archive.getFolder() != null) {
            return Optional.of("archive " + normal(archive.getFolder()));
        }
        return endpoint instanceof GenericFileEndpoint<?> files && files.getFileName() != null
                ? Optional.of("%s %s".formatted(Steps.withoutOptions(endpoint.getEndpointUri()), files.getFileName()))
                : Optional.empty();
    }
}
