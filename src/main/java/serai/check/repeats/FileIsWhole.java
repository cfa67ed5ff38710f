package serai.check.repeats;

import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/** Repeated records stand twice in a file that Camel appends to: only an archive remembers its length. */
final class FileIsWhole implements Rule {

    @Override
    public String id() {
        return "file-appended";
    }

    @Override
    public String meaning() {
        return "A destination appends to a file of Camel's (`fileExist: Append`). What is repeated after a failure is appended again.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).filter(SendDefinition.class::isInstance)
                .map(step -> (SendDefinition<?>) step)
                .filter(step -> isAppended(configuration.resolved(String.valueOf(step.getUri()))))
                .map(step -> warning(configuration.place(step, "fileExist"),
                        "what is repeated after a failure is appended a second time",
                        "write an archive, which remembers its length, or a file a page (docs/destinations.md)"));
    }

    private static boolean isAppended(String uri) {
        return Steps.isOfFiles(uri) && uri.matches(".*[?&]fileExist=Append\\b.*");
    }
}
