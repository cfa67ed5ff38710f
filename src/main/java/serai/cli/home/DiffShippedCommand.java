package serai.cli.home;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code serai diff-shipped}: after an upgrade, what has changed in the shipped files of which the home has copies. */
@Command(name = "diff-shipped", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Tells what has changed in shipped files since they were copied into the home. Writes nothing, unless --seen.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Nothing has changed.",
                "1:Something has, or the command has failed; the last line on standard error says why."})
public final class DiffShippedCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Only these; all by default.")
    private List<String> files = List.of();

    @Option(names = "--seen", description = "Note that you have taken over all changes until now; the next diff starts here.")
    private boolean seen;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.current();
        home.require();
        ShippedFiles shipped = ShippedFiles.read();
        PrintWriter out = spec.commandLine().getOut();
        boolean behind = false;
        for (String name : files.isEmpty() ? copied(home, shipped) : files.stream().map(ShippedFiles::name).toList()) {
            if (!Files.exists(home.route(name))) {
                throw new IllegalArgumentException("there is no %s, so the shipped one is used".formatted(home.route(name)));
            }
            ShippedCopy copy = ShippedCopy.of(home, name, shipped);
            if (seen) {
                copy.seen();
            } else {
                copy.told().forEach(out::println);
                behind |= copy.isBehind();
            }
        }
        out.flush();
        return behind ? 1 : 0;
    }

    /** The names of the user's files that replace shipped ones, or are copies of files that are no longer shipped. */
    private static List<String> copied(Home home, ShippedFiles shipped) throws IOException {
        TreeSet<String> names = new TreeSet<>(shipped.all().keySet());
        Path originals = home.original("");
        if (Files.isDirectory(originals)) {
            try (Stream<Path> all = Files.walk(originals)) {
                all.filter(Files::isRegularFile).forEach(file -> names.add(originals.relativize(file).toString()));
            }
        }
        return names.stream().filter(name -> Files.exists(home.route(name))).toList();
    }
}
