package serai.cli.home;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code serai copy-shipped}: a shipped file of routes, to be edited. */
@Command(name = "copy-shipped", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Copies shipped files of routes into the home, where they take the place of the shipped ones; without FILE, "
                + "lists them. ${sys:command.of.serai:-./serai} diff-shipped tells later what has changed in the shipped ones.")
public final class CopyShippedCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Such as destination-lrs.camel.yaml, or sql/postgresql/create.sql.")
    private List<String> files = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        ShippedFiles shipped = ShippedFiles.read();
        if (files.isEmpty()) {
            shipped.all().keySet().forEach(out::println);
        } else {
            Home home = Home.current();
            home.require();
            List<String> names = files.stream().map(ShippedFiles::name).toList();
            names.forEach(name -> requireCopyable(home, name, shipped));
            for (String name : names) {
                ShippedCopy.of(home, name, shipped).write();
                out.println("new      " + home.route(name));
            }
        }
        out.flush();
        return 0;
    }

    /** @throws IllegalArgumentException if nothing of that name is shipped, or the home has it already */
    private static void requireCopyable(Home home, String name, ShippedFiles shipped) {
        shipped.require(name);
        if (Files.exists(home.route(name))) {
            throw new IllegalArgumentException(
                    "%s is there already, and nothing was written; to get the shipped file, move yours away first"
                            .formatted(home.route(name)));
        }
    }
}
