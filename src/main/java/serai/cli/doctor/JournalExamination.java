package serai.cli.doctor;

import serai.ConfiguredJournal;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.machine.Folder;
import serai.journal.DestinationReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.settings.Settings;
import serai.settings.known.JournalSetting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import static serai.installation.Installation.SERAI;

/** The journal, read beside the process that writes it: whether it opens, its size, and destinations that stand still. */
final class JournalExamination implements Examination {

    /** A journal that is larger than this share of its bound is a warning. */
    private static final double NEARLY = 0.8;

    private final Settings settings;
    private final Clock clock;

    JournalExamination(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "journal";
    }

    @Override
    public void examine(Observations observations) throws IOException {
        observations.trying("open");
        ConfiguredJournal journal = ConfiguredJournal.of(settings);
        Path file = journal.file();
        if (journal.shared().isEmpty() && Files.notExists(file)) {
            observations.ok("there is none yet; the first start makes it");
            return;
        }
        try (JournalOperations operations = journal.operations(clock)) {
            List<DestinationReport> stopped = operations.destinations().reports().stream()
                    .filter(report -> report.state().stopped() != null).toList();
            observations.ok("it opens, and is of this version");
            if (journal.shared().isEmpty()) {
                observeSize(Files.size(file), settings.longNumber(JournalSetting.MAX_BYTES), observations);
            }
            observations.trying("stopped");
            for (DestinationReport report : stopped) {
                observations.warn("the destination %s has stopped".formatted(report.name()),
                        "see why: " + SERAI + " status; then " + SERAI + " destinations resume " + report.name());
            }
        } catch (JournalUnavailableException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        }
    }

    /** @param max 0 for no bound */
    private static void observeSize(long bytes, long max, Observations observations) {
        observations.trying("size");
        String told = max == 0 ? Folder.size(bytes) : "%s of at most %s".formatted(Folder.size(bytes), Folder.size(max));
        if (max > 0 && bytes > max * NEARLY) {
            observations.warn(told, "see what keeps it from being purged (" + SERAI + " status), or raise serai.journal.max.bytes");
        } else {
            observations.ok(told);
        }
    }
}
