package serai.bench.ours;

import serai.bench.machine.Workplace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A copy of the routes as they are shipped, with what a bench has to change. */
public final class Routes {

    private static final Path SHIPPED = Path.of("routes");
    private static final String DELIVERY = "    routeConfigurationId: delivery\n";

    private final Path copy;

    private Routes(Path copy) {
        this.copy = copy;
    }

    public static Routes copy(Workplace workplace) throws IOException {
        Path copy = workplace.folder("routes");
        try (var files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(SHIPPED.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return new Routes(copy);
    }

    /**
     * The destinations are named and never started: what is taken in stays in the journal. For benches that measure taking
     * in.
     */
    public Routes withoutDelivering() throws IOException {
        try (var files = Files.newDirectoryStream(copy, "destination-*.camel.yaml")) {
            for (Path file : files) {
                replace(file, DELIVERY, DELIVERY + "    autoStartup: \"false\"\n");
            }
        }
        return this;
    }

    /** Without the destination {@code lrs}. */
    public Routes withoutLrs() throws IOException {
        Files.delete(copy.resolve("destination-lrs.camel.yaml"));
        replace(copy.resolve("router.camel.yaml"), "journal:archive,warehouse,lrs", "journal:archive,warehouse");
        return this;
    }

    /** With the archive as the only destination. */
    public Routes withArchiveOnly() throws IOException {
        Files.delete(copy.resolve("destination-lrs.camel.yaml"));
        Files.delete(copy.resolve("destination-warehouse.camel.yaml"));
        replace(copy.resolve("router.camel.yaml"), "journal:archive,warehouse,lrs", "journal:archive");
        return this;
    }

    /** @throws IOException if the shipped file has changed so that this bench no longer fits */
    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(what)) {
            throw new IOException("routes/%s has no '%s'".formatted(file.getFileName(), what.strip()));
        }
        Files.writeString(file, text.replace(what, by));
    }

    /** The setting that names them. */
    public Map<String, String> setting() {
        return Map.of("serai.routes", "file:" + copy);
    }
}
