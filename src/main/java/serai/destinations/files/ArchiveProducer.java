package serai.destinations.files;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.files.finished.DamagedManifestException;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.AttemptFailedException;
import serai.model.TranslatedText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Appends the body to the files of its series, with {@link Archive}. Day and type come from the stored records, so that a
 * repeat writes to the same series.
 */
final class ArchiveProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveProducer.class);

    private final ArchiveComponent component;
    private final Archive archive;
    private final String suffix;

    ArchiveProducer(Endpoint endpoint, ArchiveComponent component, Archive archive, String suffix) {
        super(endpoint);
        this.component = component;
        this.archive = archive;
        this.suffix = suffix;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Attempt attempt = exchange.getProperty(Attempt.PROPERTY, Attempt.class);
        if (attempt == null) {
            throw new IllegalStateException(getEndpoint().getEndpointUri()
                    + " works only in a route that begins with journal:, which tells what was written before");
        }
        try {
            append(exchange, attempt);
        } catch (DamagedManifestException e) { // its cause would look like a failure of the record's content
            throw AttemptFailedException.misconfigured(String.valueOf(e.getMessage()));
        }
    }

    private void append(Exchange exchange, Attempt attempt) throws Exception {
        component.claim(archive.folder(), attempt.destination());
        Message message = exchange.getMessage();
        ArchiveSeries series = ArchiveSeries.of(message.getHeader("receivedDay", String.class),
                message.getHeader("type", String.class), attempt.remembered(JournalReport.RESTORED), suffix);
        exchange.getExchangeExtension().addOnCompletion(
                new TakeBack(series, FilePosition.of(attempt.remembered(series.key())), attempt.destination()));
        archive.append(series, bytes(exchange), attempt);
        component.look();
    }

    /** The body in UTF-8; the bytes of the format that wrote it, if it wrote bytes and no step has changed the body since. */
    static byte[] bytes(Exchange exchange) throws InvalidPayloadException {
        String body = exchange.getMessage().getMandatoryBody(String.class);
        byte[] written = exchange.getProperty(TranslatedText.BYTES, byte[].class);
        return written != null && isSame(body, exchange.getProperty(TranslatedText.PROPERTY)) ? written
                : body.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ReferenceEquality") // that very text: no step has changed it since
    private static boolean isSame(String body, @Nullable Object translated) {
        return body == translated;
    }

    /**
     * Removes the text of a failed attempt. Otherwise the text would remain until the next attempt, which may never come if the
     * record is given up.
     */
    private final class TakeBack extends SynchronizationAdapter {

        private final ArchiveSeries series;
        private final FilePosition before;
        private final String destination;

        TakeBack(ArchiveSeries series, FilePosition before, String destination) {
            this.series = series;
            this.before = before;
            this.destination = destination;
        }

        @Override
        public void onFailure(Exchange exchange) {
            try {
                archive.takeBack(series, before, destination);
            } catch (IOException e) {
                LOG.debug("What was written to {} is cut off later.", series.key(), e);
            }
        }
    }
}
