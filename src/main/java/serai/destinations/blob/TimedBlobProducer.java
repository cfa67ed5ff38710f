package serai.destinations.blob;

import com.azure.storage.blob.models.BlobHttpHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.azure.storage.blob.BlobConstants;
import org.apache.camel.component.azure.storage.blob.BlobProducer;
import serai.destinations.deadlines.Deadlines;
import serai.destinations.deadlines.Interruption;
import serai.journal.attempt.AttemptFailedException;
import serai.model.Digest;

import java.nio.charset.StandardCharsets;

/**
 * Uploads one blob in one request, within one time limit for the whole attempt. The storage compares the content with its MD5,
 * and then replaces the blob as a whole; until then it has the older blob of that name, or none.
 */
final class TimedBlobProducer extends BlobProducer {

    private final BlobStorageEndpoint container;
    private final BlobStorage storage;

    TimedBlobProducer(BlobStorageEndpoint container, BlobStorage storage) {
        super(container);
        this.container = container;
        this.storage = storage;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        if (message.getHeader(BlobConstants.BLOB_NAME, "", String.class).isBlank()
                && container.getConfiguration().getBlobName() == null) {
            throw AttemptFailedException
                    .misconfigured("the header %s, which names the blob, is not set; set it before that step, such "
                            .formatted(BlobConstants.BLOB_NAME) + "as completions-${header.page}.csv");
        }
        byte[] content = message.getBody() instanceof byte[] bytes ? bytes
                : message.getMandatoryBody(String.class).getBytes(StandardCharsets.UTF_8);
        message.setBody(content);
        message.setHeader(BlobConstants.CONTENT_MD5, Digest.md5(content));
        message.setHeader(BlobConstants.BLOB_HTTP_HEADERS, new BlobHttpHeaders().setContentType(storage.contentType()));
        Interruption waiting = new Interruption();
        Deadlines.of(container.getCamelContext()).within(storage.attemptMax(), waiting::interrupt, () -> {
            try {
                super.process(exchange);
            } catch (Exception e) {
                throw BlobFailure.of(e);
            } finally {
                waiting.end();
            }
        });
    }
}
