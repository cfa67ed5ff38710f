package serai.bench.ours;

import serai.bench.load.Credentials;
import serai.bench.machine.Child;
import serai.bench.machine.Jdk;
import serai.bench.machine.Workplace;
import serai.journal.operations.JournalOperations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Serai as it is shipped: {@code ./serai run}, production profile, on free ports, with an empty data folder of its own. What a
 * bench sets otherwise comes from the environment.
 */
public final class Shipped {

    /** Where nobody listens: for a remote party that a bench leaves out, so that the sandbox takes nothing from the figures. */
    private static final String NOBODY = "http://127.0.0.1:9";

    /** Parts of those options of Java that have to do with Serai's classes, or record Serai. */
    private static final List<String> OF_OURS_ALONE = List.of("share", "Shared", "Archive", "AOTCache", "Xlog:aot", "FlightRecord");

    private final Map<String, String> settings = new HashMap<>();
    private final Child process;

    private Shipped(Workplace workplace, String name, Map<String, String> others, Optional<Jdk> jdk) throws IOException {
        settings.put("camel.main.profile", "prod");
        settings.put("camel.server.port", Integer.toString(workplace.freePort()));
        settings.put("camel.management.port", Integer.toString(workplace.freePort()));
        settings.put("serai.praesidium.password", Credentials.PASSWORD);
        settings.put("serai.mct.enabled", "false");
        settings.put("serai.lrs.url", NOBODY);
        settings.putAll(others);
        if (!settings.containsKey("serai.data")) {
            settings.put("serai.data", workplace.folder(name).toString());
        }
        Map<String, String> environment = new HashMap<>();
        settings.forEach((setting, value) -> environment.put(setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        jdk.ifPresent(other -> environment.put("JAVA_HOME", other.home().toString()));
        process = workplace.start(name, environment, List.of("./serai", "run"));
    }

    /**
     * Starts it. Returns at once; it ends with the workplace.
     *
     * @param name     of its log, and of its data folder, which is empty unless the settings name another
     * @param settings by their names in {@code application.properties}
     */
    public static Shipped starting(Workplace workplace, String name, Map<String, String> settings) throws IOException {
        return new Shipped(workplace, name, settings, Optional.empty());
    }

    /** As {@link #starting(Workplace, String, Map)}, with another Java. */
    public static Shipped starting(Workplace workplace, String name, Map<String, String> settings, Jdk jdk) throws IOException {
        return new Shipped(workplace, name, settings, Optional.of(jdk));
    }

    /** As {@link #starting(Workplace, String, Map)}, but returns when Serai runs. */
    public static Shipped start(Workplace workplace, String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        Shipped shipped = starting(workplace, name, settings);
        shipped.process.untilLogged("Serai is running");
        return shipped;
    }

    public String webhook() {
        return "http://127.0.0.1:%s/praesidium/events".formatted(settings.get("camel.server.port"));
    }

    /** Where browsers reach the operations page. */
    public String page() {
        return "http://127.0.0.1:%s".formatted(settings.get("camel.management.port"));
    }

    public Path data() {
        return Path.of(settings.get("serai.data"));
    }

    /** Returns when every destination has all that it was named for. */
    public void untilDelivered() throws IOException, InterruptedException {
        try (JournalOperations operations = JournalOperations.open(data().resolve("journal.db"), Clock.systemUTC())) {
            process.until("all events to be delivered",
                    () -> operations.destinations().reports().stream().allMatch(report -> report.balance().isDelivered()));
        }
    }

    public Child process() {
        return process;
    }

    /** The options that the launcher has given Java, for the other side too, without those that are for Serai alone. */
    public List<String> javaOptions() throws IOException {
        List<String> options = new ArrayList<>();
        String[] command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).split("\0");
        for (String word : Arrays.asList(command).subList(1, command.length)) {
            if (word.equals("-jar") || word.equals("-cp")) {
                break;
            }
            if (OF_OURS_ALONE.stream().noneMatch(word::contains)) {
                options.add(word);
            }
        }
        return options;
    }
}
