package serai.cli.doctor;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.machine.Folder;
import serai.doctor.machine.ForceTimes;
import serai.journal.sqlite.files.DataFolder;
import serai.settings.Settings;
import serai.settings.known.JournalSetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data folder: whether Serai may write there, and nobody else; its file system, its room, and how fast it forces. */
final class DataExamination implements Examination {

    private final Settings settings;

    DataExamination(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String subject() {
        return "data";
    }

    @Override
    public void examine(Observations observations) throws IOException {
        Path folder = settings.path(RuntimeSetting.DATA);
        if (!Folder.isThere(folder, RuntimeSetting.DATA.key(), settings.trust(), observations)) {
            return;
        }
        try {
            Optional<String> doubt = DataFolder.examine(folder, settings.trust());
            if (doubt.isPresent()) {
                observations.warn(doubt.get().replaceFirst("\\.$", ""), "");
            } else {
                observations.ok("%s; %s".formatted(Folder.usable(folder, settings.trust()), Files.getFileStore(folder).type()));
            }
        } catch (IOException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        }
        long journal = Files.exists(folder.resolve("journal.db")) ? Files.size(folder.resolve("journal.db")) : 0;
        Folder.room(folder, Math.max(0, settings.longNumber(JournalSetting.MAX_BYTES) - journal), RuntimeSetting.DATA.key(),
                observations);
        ForceTimes.observe(folder, observations);
    }
}
