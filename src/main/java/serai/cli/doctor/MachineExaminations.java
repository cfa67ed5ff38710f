package serai.cli.doctor;

import org.apache.camel.CamelContext;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.Ports;
import serai.doctor.Examination;
import serai.doctor.machine.CertificateExamination;
import serai.doctor.machine.DropInExamination;
import serai.doctor.machine.ProcessExamination;
import serai.doctor.machine.StartupExamination;
import serai.installation.DropIn;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.WebhookSetting;
import serai.settings.known.WebhookTlsSetting;
import serai.tls.CertificateFiles;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The examinations of this machine. */
final class MachineExaminations {

    private static final String WEBHOOK = "webhook";

    private MachineExaminations() {
    }

    /** @throws IllegalArgumentException if a setting can't be used; the message names it */
    static List<Examination> of(CamelContext context, ExaminedConfiguration examined) {
        Settings settings = examined.settings();
        Clock clock = examined.clock();
        long connections = settings.longNumber(WebhookSetting.CONNECTIONS_MAX)
                + settings.longNumber(WebhookSetting.MANAGEMENT_CONNECTIONS_MAX);
        List<Examination> all = new ArrayList<>(List.of(new CheckExamination(),
                new ProcessExamination(connections, ZoneId.of(settings.text(FormatSetting.ZONE)), clock),
                new DropInExamination(DropIn.of(settings.files())), new DataExamination(settings),
                new JournalExamination(settings, clock), port(context, settings, WEBHOOK, "camel.server", 8080)));
        StartupExamination.ofThisProcess().ifPresent(all::add);
        String certificate = settings.text(WebhookTlsSetting.CERTIFICATE);
        if (!certificate.isEmpty()) {
            String key = settings.text(WebhookTlsSetting.KEY);
            all.add(new CertificateExamination(WEBHOOK, new CertificateFiles(Path.of(certificate),
                    key.isEmpty() ? Optional.empty() : Optional.of(Path.of(key)), settings.text(WebhookTlsSetting.PASSWORD)),
                    clock));
        }
        all.add(new PasswordExamination(settings));
        all.add(port(context, settings, "management", "camel.management", 9876));
        if (!examined.hasBroker()) {
            all.add(sandbox(settings, SandboxSetting.SERVICEBUS_PORT));
        }
        if (!examined.hasLrs()) {
            all.add(sandbox(settings, SandboxSetting.HTTP_PORT));
        }
        return all;
    }

    /** Examines the port on which the sandbox stands in for a party that is not set. */
    private static Examination sandbox(Settings settings, SandboxSetting port) {
        return new PortExamination("sandbox", Sandbox.HOST, settings.number(port), port.key(), settings);
    }

    private static Examination port(CamelContext context, Settings settings, String subject, String prefix, int byDefault) {
        String setting = prefix + ".port";
        settings.requireNumber(setting, 0, Ports.MAX);
        return new PortExamination(subject, context.resolvePropertyPlaceholders("{{%s.host:127.0.0.1}}".formatted(prefix)),
                Integer.parseInt(context.resolvePropertyPlaceholders("{{%s:%s}}".formatted(setting, byDefault)).strip()), setting,
                settings);
    }
}
