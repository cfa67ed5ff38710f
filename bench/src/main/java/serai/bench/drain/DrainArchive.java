package serai.bench.drain;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import serai.bench.machine.Workplace;
import serai.bench.ours.OneDestinationSerai;
import serai.model.LearningRecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The journal into files of JSON Lines and CSV, against a buffered write of the same bytes from memory, with as many forces
 * of the disk as our own round had.
 */
public final class DrainArchive extends Drain {

    private final Appends appends = new Appends();
    private final Map<Path, Long> lengths = new HashMap<>();
    private final Map<Path, ByteBuffer> written = new HashMap<>();
    private Path archive;
    private Path folder;

    public DrainArchive() {
        super("archive");
    }

    /** Counts the batches that are sent to the archive, which forces the disk once for each. */
    private static final class Appends extends SimpleEventNotifierSupport {

        private volatile int count;

        Appends() {
            setIgnoreExchangeEvents(false);
            setIgnoreExchangeSendingEvents(false);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeSendingEvent;
        }

        /** Called by the destination's one thread. */
        @Override
        @SuppressWarnings({"NonAtomicOperationOnVolatileField", "NonAtomicVolatileUpdate"})
        public void notify(CamelEvent event) {
            count++;
        }
    }

    @Override
    public String name() {
        return "drain-archive";
    }

    @Override
    public double goal() {
        return 0.5;
    }

    @Override
    public String title() {
        return "journal into JSON Lines and CSV, against a raw write of the same bytes with the same forces";
    }

    @Override
    public String conclusion() {
        return "What Serai's translating and journal cost beside the disk; a disk that is slower hides them.";
    }

    @Override
    public OneDestinationSerai prepare(Workplace workplace, OneDestinationSerai serai) throws IOException {
        folder = workplace.folder("raw");
        archive = serai.data().resolve("archive");
        return serai.telling(appends);
    }

    @Override
    public void beforeOurs() throws IOException {
        lengths.clear();
        for (Path file : files()) {
            lengths.put(file, Files.size(file));
        }
        appends.count = 0;
    }

    /** Takes into memory what our last round has written. */
    @Override
    public void beforeTheirs() throws IOException {
        written.clear();
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file)) {
                long before = lengths.getOrDefault(file, 0L);
                ByteBuffer grown = ByteBuffer.allocate((int) (channel.size() - before));
                while (grown.hasRemaining() && channel.read(grown, before + grown.position()) > 0) {
                    // The rest.
                }
                written.put(Path.of(file.getFileName().toString()), grown.flip());
            }
        }
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(archive)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void raw(List<LearningRecord> records) throws IOException {
        long bytes = written.values().stream().mapToLong(ByteBuffer::remaining).sum();
        int piece = (int) (bytes / appends.count + 1);
        for (Map.Entry<Path, ByteBuffer> file : written.entrySet()) {
            try (FileChannel channel = FileChannel.open(folder.resolve(file.getKey()), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND)) {
                ByteBuffer rest = file.getValue().duplicate();
                while (rest.hasRemaining()) {
                    int length = Math.min(piece, rest.remaining());
                    channel.write(rest.slice(rest.position(), length));
                    channel.force(true);
                    rest.position(rest.position() + length);
                }
            }
        }
    }
}
