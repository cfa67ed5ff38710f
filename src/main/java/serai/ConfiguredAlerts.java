package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import serai.alerts.AlertComponent;
import serai.alerts.signs.DestinationSign;
import serai.alerts.signs.EndingSign;
import serai.alerts.signs.FileStoreSign;
import serai.alerts.signs.JournalFullSign;
import serai.alerts.signs.ReceiverSign;
import serai.alerts.signs.Sign;
import serai.alerts.signs.SilentSourceSign;
import serai.journal.JournalReport;
import serai.journal.camel.health.StallWatch;
import serai.journal.operations.JournalOperations;
import serai.settings.Settings;
import serai.settings.known.AlertSetting;
import serai.settings.known.SettingGroup;
import serai.steps.AlertUri;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Adds the component for alerts with its signs, as the settings say. */
final class ConfiguredAlerts {

    private static final String CERTIFICATE = ".tls.certificate";

    private final CamelContext context;
    private final Settings settings;
    private final OpenJournal open;
    private final StallWatch stalls;
    private final Clock clock;

    ConfiguredAlerts(CamelContext context, Settings settings, OpenJournal open, StallWatch stalls, Clock clock) {
        this.context = context;
        this.settings = settings;
        this.open = open;
        this.stalls = stalls;
        this.clock = clock;
    }

    void add() {
        context.addComponent(AlertUri.SCHEME, new AlertComponent(new AlertComponent.Watched(open.report(), open::operations,
                this::signs, "journal" + here(), settings.milliseconds(AlertSetting.LOOK_MS),
                settings.milliseconds(AlertSetting.BEGIN_MS),
                settings.milliseconds(AlertSetting.END_MS), clock)));
    }

    private List<Sign> signs(JournalOperations operations) {
        JournalReport journal = open.report();
        String here = here();
        return List.of(
                new DestinationSign(journal, stalls, settings.milliseconds(AlertSetting.LAG_MAX_MS),
                        settings.number(AlertSetting.DEAD_LETTERS_MAX)),
                new JournalFullSign(journal, settings.number(AlertSetting.JOURNAL_PERCENT)),
                new FileStoreSign(open.folder().path(), "disk" + here, settings.number(AlertSetting.DISK_PERCENT)),
                new ReceiverSign(HealthCheckRegistry.get(context), here),
                new EndingSign(certificates(), EndingSign.secrets(settings.names(AlertSetting.SECRETS)),
                        settings.days(AlertSetting.ENDS_DAYS), clock),
                new SilentSourceSign(journal, operations.history(), settings.milliseconds(AlertSetting.SILENCE_MIN_MS), clock));
    }

    /** The end of a subject, which tells this instance from others; empty if the journal is not shared. */
    private String here() {
        return open.isShared() ? " on " + ConfiguredJournal.instance(settings).name() : "";
    }

    private List<Path> certificates() {
        Stream<String> own = SettingGroup.all().filter(setting -> setting.key().endsWith(CERTIFICATE)).map(settings::text)
                .filter(file -> !file.isEmpty());
        return Stream.concat(own, settings.names(AlertSetting.CERTIFICATES).stream()).distinct().map(Path::of).toList();
    }
}
