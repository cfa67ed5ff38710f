package serai.cli.doctor;

import serai.cli.terminal.Ports;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.journal.sqlite.files.DataFolder;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;

/** A port on which Serai listens: free, or taken by the Serai that runs on this data folder. */
final class PortExamination implements Examination {

    private final String subject;
    private final String host;
    private final int port;
    private final String setting;
    private final Settings settings;

    /** @param setting the name of the port's setting */
    PortExamination(String subject, String host, int port, String setting, Settings settings) {
        this.subject = subject;
        this.host = host;
        this.port = port;
        this.setting = setting;
        this.settings = settings;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) {
        observations.trying("port");
        boolean runs = !DataFolder.isFree(settings.path(RuntimeSetting.DATA));
        try {
            Ports.require(host, port, setting);
            if (runs && port > 0) {
                observations.fail("nobody listens on port %s of %s, although Serai runs".formatted(port, host),
                        "see its log; after a change of settings restart it");
            } else {
                observations.ok("port %s of %s is free".formatted(port, host));
            }
        } catch (IOException e) {
            if (runs) {
                observations.ok("port %s of %s is taken, and Serai runs".formatted(port, host));
            } else {
                observations.fail(String.valueOf(e.getMessage()), "");
            }
        }
    }
}
