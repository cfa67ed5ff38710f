package serai.destinations;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import serai.journal.Attempt;
import serai.journal.Journal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Appends the body to {@code FOLDER/DAY/TYPE.SUFFIX}. Day and type are the stored ones of the records, so that a repeat
 * touches the same files; what was written by an attempt that did not end is cut off first. In a journal that was restored
 * from a backup the names carry the moment of that: files that have grown since the backup are left alone.
 */
final class ArchiveProducer extends DefaultProducer {

    private static final int NAME_MAX = 100;

    private final Path folder;
    private final String suffix;
    private final boolean heading;

    ArchiveProducer(Endpoint endpoint, Path folder, String suffix, boolean heading) {
        super(endpoint);
        this.folder = folder;
        this.suffix = suffix;
        this.heading = heading;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Attempt attempt = exchange.getProperty(Attempt.PROPERTY, Attempt.class);
        if (attempt == null) {
            throw new IllegalStateException(getEndpoint().getEndpointUri()
                    + " is for routes that begin with journal: only those tell what was written before");
        }
        Message message = exchange.getMessage();
        String day = message.getHeader("receivedDay", String.class);
        String type = message.getHeader("type", String.class);
        String restored = attempt.remembered(Journal.RESTORED);
        String part = restored == null ? "" : "." + restored;
        String name = "%s/%s%s.%s".formatted(day, fileName(type), part, suffix);
        byte[] text = message.getMandatoryBody(String.class).getBytes(StandardCharsets.UTF_8);
        new ArchiveFile(folder.resolve(name), name, attempt).append(text, heading ? endOfFirstLine(text) : 0);
    }

    /** A type that a platform has made up may hold anything: what does not go into a file's name is percent-encoded. */
    private static String fileName(String type) {
        String encoded = URLEncoder.encode(type.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8).replace("*", "%2A");
        String safe = encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
        return safe.length() <= NAME_MAX ? safe
                : safe.substring(0, NAME_MAX - 9) + "~" + Integer.toHexString(type.hashCode());
    }

    private static int endOfFirstLine(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return text.length;
    }
}
