package serai.cli.configure.create;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import serai.check.Place;
import serai.check.RouteFile;
import serai.files.ConfigurationFile;
import serai.journal.DestinationName;
import serai.model.EventType;
import serai.rehearsal.LineDiff;
import serai.rehearsal.tests.TestFile;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What changes in the router, and in its tests, so that events go to a new destination. */
final class RouterChanges {

    /** A file, and the text that it would have. */
    private record Change(RouteFile file, String text) {
    }

    private final DestinationName name;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> byHand = new ArrayList<>();

    /**
     * @param present the files of the routes
     * @param folder  of the tests beside them
     * @param types   of events that the destination keeps
     * @throws IOException if a file can't be read
     */
    RouterChanges(DestinationName name, List<RouteFile> present, Path folder, Set<EventType> types, CamelContext context)
            throws IOException {
        this.name = name;
        List<Set<String>> before = new ArrayList<>();
        for (RouteFile file : present) {
            RouterEdit.Edited edited = new RouterEdit(file, context).with(name, types);
            for (Place place : edited.byHand()) {
                byHand.add("%s: add ,%s where this names destinations, if its events are for %s".formatted(place, name, name));
            }
            before.addAll(edited.before());
            add(file, edited.text());
        }
        if (changes.isEmpty() && byHand.isEmpty()) {
            byHand.add("no step of the routes names destinations for these events: add a step to journal:%s to the router"
                    .formatted(name));
        }
        for (RouteFile test : before.isEmpty() ? List.<RouteFile>of() : tests(folder, context)) {
            add(test, new RouterTestEdit(test).with(name, before));
        }
    }

    private void add(RouteFile file, String text) {
        if (text.equals(file.text())) {
            return;
        }
        if (file.location().startsWith("classpath:")) {
            byHand.add("serai copy-shipped %s, and add ,%s there where it names destinations"
                    .formatted(file.name().replaceFirst(".*/", ""), name));
        } else {
            changes.add(new Change(file, text));
        }
    }

    private static List<RouteFile> tests(Path folder, CamelContext context) throws IOException {
        List<RouteFile> tests = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(one -> one.toString().endsWith(TestFile.SUFFIX)).sorted().toList()) {
                tests.add(RouteFile.read(PluginHelper.getResourceLoader(context).resolveResource("file:" + file)));
            }
        }
        return tests;
    }

    boolean isNothing() {
        return changes.isEmpty();
    }

    /** Shows the lines that would change. */
    void print(PrintWriter out) {
        for (Change change : changes) {
            out.println("router   " + change.file().name());
            LineDiff.of(change.file().text(), change.text()).forEach(line -> out.println("  " + line));
        }
    }

    /** Writes the files, one after the other; what can't be written is left to be done by hand. */
    void write() {
        for (Change change : changes) {
            try {
                ConfigurationFile.replace(Path.of(change.file().name()), change.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                byHand.add("%s could not be written (%s): add ,%s as shown above".formatted(change.file().name(),
                        NewFiles.why(e), name));
            }
        }
    }

    /** Leaves the changes to be made by hand. */
    void leave() {
        changes.forEach(change -> byHand.add("%s: add ,%s as shown above; without it %s".formatted(change.file().name(), name,
                change.file().name().endsWith(TestFile.SUFFIX) ? "the router's test fails" : "no event goes to " + name)));
    }

    /** What is left to be done by hand. */
    List<String> byHand() {
        return byHand;
    }
}
