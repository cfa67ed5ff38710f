package serai.doctor.machine;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.files.OwnersFolder;
import serai.files.Trust;

import java.io.IOException;
import java.nio.file.Path;

/** The folder of an archive: whether Serai may write there, whether others may, and how much room there is. */
public final class ArchiveExamination implements Examination {

    private final String destination;
    private final Path folder;
    private final Trust trust;
    private final String set;

    /**
     * @param trust who else may write to it
     * @param set   where the folder is set
     */
    public ArchiveExamination(String destination, Path folder, Trust trust, String set) {
        this.destination = destination;
        this.folder = folder;
        this.trust = trust;
        this.set = set;
    }

    @Override
    public String subject() {
        return destination;
    }

    @Override
    public void examine(Observations observations) throws IOException {
        if (!Folder.isThere(folder, set, trust, observations)) {
            return;
        }
        try {
            new OwnersFolder(folder, "the archive's folder", trust).requireItself();
            observations.ok(Folder.usable(folder, trust));
        } catch (IOException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        }
        Folder.room(folder, 0, set, observations);
    }
}
