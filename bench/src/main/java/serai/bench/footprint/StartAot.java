package serai.bench.footprint;

import serai.bench.comparison.LeftOutException;
import serai.bench.machine.Child;
import serai.bench.machine.Jdk;
import serai.bench.machine.Workplace;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** As {@link Start}, with a Java 25 or later, and the AOT cache that the launcher makes beside a run. */
public final class StartAot extends Start {

    /** The longest that making the cache may take; a machine that does nothing else needs a minute. */
    private static final Duration TO_MAKE = Duration.ofMinutes(7);
    private static final String RUNNING = "Serai is running";

    private Jdk jdk;

    @Override
    public String name() {
        return "start-aot";
    }

    @Override
    public String title() {
        return "the same with the AOT cache of a Java 25 or later, against bare Vert.x on that Java";
    }

    @Override
    public String conclusion() {
        return "How much of a start's time remains with Java 25 and its AOT cache.";
    }

    @Override
    public void open(Workplace place) throws Exception {
        jdk = Jdk.withAotCache().orElseThrow(() -> new LeftOutException("no JDK %d or later was found; %s names one"
                .formatted(Jdk.WITH_AOT_CACHE, Jdk.NAMED)));
        super.open(place);
        Path cache = make();
        try (Child process = starting().process()) {
            process.untilLogged(RUNNING);
            if (!process.hasMapped(cache)) {
                throw new IOException("Java %s refuses the AOT cache %s".formatted(jdk.home(), cache));
            }
        }
    }

    private Path make() throws IOException, InterruptedException {
        try (Child process = starting().process()) {
            process.untilLogged(RUNNING);
            Path cache = Path.of(process.property("serai.start.archive").orElseThrow()).toAbsolutePath();
            if (Files.exists(cache) && Files.size(cache) == 0) {
                throw new IOException("no AOT cache could be made in the last day; to have it tried again, delete " + cache);
            }
            process.until("its AOT cache", TO_MAKE, () -> Files.exists(cache));
            if (Files.size(cache) == 0) {
                throw new IOException(process.log().lines().filter(line -> line.contains("AOT cache")).findFirst()
                        .orElse("no AOT cache could be made"));
            }
            return cache;
        }
    }

    @Override
    Shipped starting(Workplace place, Map<String, String> settings) throws IOException {
        return Shipped.starting(place, "serai", settings, jdk);
    }

    @Override
    Bare startingBare(Workplace place) throws IOException {
        return Bare.starting(place, "bare", jdk);
    }
}
