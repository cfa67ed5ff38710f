package serai.cli.home;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;
import serai.files.ConfigurationFile;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import static serai.installation.Installation.SERAI;

/** {@code serai init}: makes a home. */
@Command(name = "init", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Makes a home: the folder of your settings, routes and data, apart from what is shipped, so that an upgrade "
                + "exchanges nothing of yours.",
                "It begins with conf/application.properties and a copy of the router. All other routes come from the jar until "
                        + "you copy them (${sys:command.of.serai:-./serai} copy-shipped)."})
public final class InitCommand implements Callable<Integer> {

    private static final String ROUTER = "router.camel.yaml";
    private static final Pattern ROUTES = Pattern.compile("(?m)^" + Pattern.quote(RuntimeSetting.ROUTES.key()) + " *=.*$");

    @Parameters(paramLabel = "DIR", description = "The folder; it may be there already.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (folder == null) {
            throw new IllegalArgumentException("the folder is missing; type where your settings, routes and data shall be, such as "
                    + SERAI + " init /srv/serai");
        }
        Home home = new Home(folder);
        if (Files.exists(home.settings())) {
            throw new IllegalArgumentException("%s is a home already; nothing was written".formatted(folder));
        }
        ShippedFiles shipped = ShippedFiles.read();
        for (Path one : new Path[]{home.routes(), home.dropIn(), home.original(ROUTER).getParent()}) {
            ConfigurationFile.createFolders(one);
        }
        if (!Files.exists(home.route(ROUTER))) {
            ShippedCopy.of(home, ROUTER, shipped).write();
        }
        HomeFiles.write(home.settings(), settings());
        PrintWriter out = spec.commandLine().getOut();
        out.println("%s is a home now.".formatted(folder));
        out.println("Next:");
        out.println("  1. edit %s".formatted(home.settings()));
        out.println("  2. %s --home %s check".formatted(SERAI, folder));
        out.println("  3. %s --home %s run".formatted(SERAI, folder));
        out.flush();
        return 0;
    }

    /** The shipped settings, with which routes that the folder lacks come from the jar. */
    private static String settings() throws IOException {
        try (InputStream bytes = InitCommand.class.getResourceAsStream("/home/application.properties")) {
            if (bytes == null) {
                throw new IOException("the jar has no home/application.properties; unpack the distribution again");
            }
            String shipped = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            return ROUTES.matcher(shipped).replaceFirst(
                    "$0\n# Routes and statements that this folder lacks are the shipped ones, in the jar.\n%s = true"
                            .formatted(RuntimeSetting.ROUTES_SHIPPED.key()));
        }
    }
}
