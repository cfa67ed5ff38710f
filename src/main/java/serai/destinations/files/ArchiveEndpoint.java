package serai.destinations.files;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import serai.files.Trust;

import java.nio.file.Path;
import java.util.Objects;

/** Files of one suffix below one folder. */
public final class ArchiveEndpoint extends DefaultEndpoint {

    private final ArchiveComponent component;
    private final String suffix;
    private @Nullable Path folder;
    private boolean heading;

    ArchiveEndpoint(String uri, ArchiveComponent component, String suffix) {
        super(uri, component);
        this.component = component;
        this.suffix = suffix;
    }

    /** The folder for the files; it is made if it is missing. Required: null only until it is set. */
    public @Nullable String getFolder() {
        return folder == null ? null : folder.toString();
    }

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** Whether the first line of each body is a heading, which is written only at a file's beginning. */
    public boolean isHeading() {
        return heading;
    }

    public void setHeading(boolean heading) {
        this.heading = heading;
    }

    /**
     * The file to which the first records of a day and type are appended.
     *
     * @param day such as {@code 2026-11-22}
     */
    public Path firstFile(String day, String type) {
        ArchiveSeries series = ArchiveSeries.of(day, type, null, suffix);
        return folder().resolve(series.day()).resolve(series.name(1));
    }

    /** Who besides the owner may have rights in the folder. */
    public Trust trust() {
        return component.isGroupReads() ? Trust.GROUP : Trust.OWNER;
    }

    @Override
    public Producer createProducer() {
        return new ArchiveProducer(this, component, component.archive(folder(), suffix, heading), suffix);
    }

    private Path folder() {
        return Objects.requireNonNull(folder, "the component makes no endpoint without a folder");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("archive: can only be written to; use file: to read files");
    }
}
