package serai.destinations.blob;

import org.apache.camel.Producer;
import org.apache.camel.component.azure.storage.blob.BlobConfiguration;
import org.apache.camel.component.azure.storage.blob.BlobEndpoint;

/** A container of a {@link BlobStorage}. */
final class BlobStorageEndpoint extends BlobEndpoint {

    private final BlobStorage storage;

    BlobStorageEndpoint(String uri, BlobStorage storage, BlobConfiguration configuration) {
        super(uri, storage, configuration);
        this.storage = storage;
    }

    /** The account's server with its port, and nothing that may be a secret. */
    @Override
    public String getServiceUrl() {
        return storage.server();
    }

    @Override
    public Producer createProducer() {
        return new TimedBlobProducer(this, storage);
    }
}
