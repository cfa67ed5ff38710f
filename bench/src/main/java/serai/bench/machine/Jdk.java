package serai.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java that is installed, and may be another one than the benches run with. */
public record Jdk(Path home) {

    /** The variable of the environment that names a Java for what needs an AOT cache. */
    public static final String NAMED = "AOT_JAVA_HOME";
    /** The first version of Java whose AOT cache can keep what a start needs. */
    public static final int WITH_AOT_CACHE = 25;

    private static final Path INSTALLED = Path.of("/usr/lib/jvm"); // where the launcher looks
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** What the environment names, alone; or else the one that the benches run with, or one that is installed as a package. */
    public static Optional<Jdk> withAotCache() throws IOException {
        return withAotCache(Optional.ofNullable(System.getenv(NAMED)), Path.of(System.getProperty("java.home")), INSTALLED);
    }

    static Optional<Jdk> withAotCache(Optional<String> named, Path ours, Path installed) throws IOException {
        if (named.isPresent()) {
            return Stream.of(new Jdk(Path.of(named.get()))).filter(Jdk::hasAotCache).findFirst();
        }
        List<Path> others = List.of();
        if (Files.isDirectory(installed)) {
            try (Stream<Path> all = Files.list(installed)) {
                others = all.sorted().toList();
            }
        }
        return Stream.concat(Stream.of(ours), others.stream()).map(Jdk::new).filter(Jdk::hasAotCache).findFirst();
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    private boolean hasAotCache() {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return Files.isExecutable(java()) && version.find() && Integer.parseInt(version.group(1)) >= WITH_AOT_CACHE;
        } catch (IOException e) {
            return false; // no Java is there
        }
    }
}
