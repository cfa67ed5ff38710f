package serai.doctor.machine;

import com.sun.management.UnixOperatingSystemMXBean;
import serai.doctor.Examination;
import serai.doctor.Observations;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What this machine gives a process of Serai: Java, memory, open files, the time. */
public final class ProcessExamination implements Examination {

    /** The open files of the journal, the deliveries and Java itself. */
    private static final long FILES_BESIDE = 300;
    private static final int JAVA_LEAST = 17;
    private static final long HEAP_LEAST = 200L * 1_048_576;

    private final long connections;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param connections how many connections clients may hold at the same time, each an open file
     * @param zone        the zone of local times ({@code serai.zone})
     */
    public ProcessExamination(long connections, ZoneId zone, Clock clock) {
        this.connections = connections;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "machine";
    }

    @Override
    public void examine(Observations observations) {
        observations.trying("Java");
        int feature = Runtime.version().feature();
        String java = "Java %s of %s".formatted(Runtime.version(), System.getProperty("java.vendor"));
        if (feature < JAVA_LEAST) {
            observations.fail(java, "install Java 17 or later");
        } else {
            observations.ok(java);
        }
        memory(observations);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            files(system.getMaxFileDescriptorCount(), observations);
        }
        observations.trying("time");
        observations.ok("it is %s, in serai.zone %s".formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS),
                clock.instant().atZone(zone).truncatedTo(ChronoUnit.SECONDS)));
    }

    private static void memory(Observations observations) {
        observations.trying("memory");
        long heap = Runtime.getRuntime().maxMemory();
        String told = "%s of heap at most, %s processors".formatted(Folder.size(heap), Runtime.getRuntime().availableProcessors());
        if (heap < HEAP_LEAST) {
            observations.warn(told, "give Serai more memory (SERAI_JAVA_OPTIONS=-Xmx512m)");
        } else {
            observations.ok(told);
        }
    }

    void files(long most, Observations observations) {
        observations.trying("files");
        long needed = connections + FILES_BESIDE;
        String told = "%s files may be open".formatted(most);
        if (most < needed) {
            observations.warn("%s, and %s connections are allowed".formatted(told, connections),
                    "raise the limit to %s (ulimit -n, LimitNOFILE), or lower serai.webhook.connections.max".formatted(needed));
        } else {
            observations.ok(told);
        }
    }
}
