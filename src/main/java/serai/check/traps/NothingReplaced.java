package serai.check.traps;

import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file with the name of an earlier batch's file replaces that file, and the earlier records are lost. */
final class NothingReplaced implements Rule {

    private static final Pattern NAME = Pattern.compile("[?&]fileName=(RAW\\()?([^&]*)");
    private static final Pattern KEPT = Pattern.compile("[?&]fileExist=(Append|Fail|Move|TryRename)\\b");
    /** What several batches have in common. */
    private static final Pattern COMMON =
            Pattern.compile("\\$\\{(headers?\\.(type|source|redraw|receivedDay|repeat|period)|date:[^}]*)}");

    @Override
    public String id() {
        return "file-replaced";
    }

    @Override
    public String meaning() {
        return "A destination's file has the same name for several batches, and each takes the place of the one before, or is not written "
                + "at all: the records in it are lost.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).filter(SendDefinition.class::isInstance)
                .map(step -> (SendDefinition<?>) step)
                .filter(step -> isReplaced(configuration.resolved(String.valueOf(step.getUri()))))
                .map(step -> warning(configuration.place(step, "fileName"),
                        "each batch is written to a file of this name, in the place of the batch before, whose records are lost",
                        "put ${header.page} of a period into the name, or write an archive (docs/destinations.md)"));
    }

    private static boolean isReplaced(String uri) {
        Matcher name = NAME.matcher(uri);
        return Steps.isOfFiles(Steps.withoutOptions(uri)) && !KEPT.matcher(uri).find() && name.find()
                && !COMMON.matcher(URLDecoder.decode(name.group(2).replace("+", "%2B"), StandardCharsets.UTF_8)).replaceAll("")
                        .contains("${");
    }
}
