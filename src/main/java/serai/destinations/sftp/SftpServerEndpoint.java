package serai.destinations.sftp;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import serai.destinations.deadlines.Deadlines;

import java.util.UUID;

/** A folder of an {@link SftpServer}. */
@SuppressWarnings("rawtypes") // as Camel declares it
public final class SftpServerEndpoint extends SftpEndpoint {

    private final SftpServer server;

    SftpServerEndpoint(String uri, SftpServer server, SftpConfiguration configuration) {
        super(uri, server, configuration);
        this.server = server;
    }

    /**
     * Connects and signs in as a delivery would, then makes an empty file in the folder and deletes it. The file's name begins with
     * a dot, as that of a file that is not whole.
     *
     * @param signedIn is run after the sign-in, before the file is made
     * @throws Exception as a delivery would fail; with a {@link DeleteFailedException}, the file is still there
     */
    public void tryOut(Runnable signedIn) throws Exception {
        server.requireUsable();
        AbortableSftp operations = new AbortableSftp();
        operations.setEndpoint(this);
        operations.begin();
        Exchange exchange = createExchange();
        exchange.getMessage().setBody("");
        String file = getConfiguration().getDirectory() + "/.part-serai-doctor-" + UUID.randomUUID();
        Deadlines.of(getCamelContext()).within(server.attemptMax(), operations::abort, () -> {
            try {
                operations.connect(getConfiguration(), exchange);
                signedIn.run();
                operations.storeFile(file, exchange, 0);
                delete(operations, file);
            } finally {
                operations.forceDisconnect();
            }
        });
    }

    private static void delete(AbortableSftp operations, String file) throws DeleteFailedException {
        try {
            if (operations.deleteFile(file)) {
                return;
            }
        } catch (GenericFileOperationFailedException e) {
            throw new DeleteFailedException(file, e);
        }
        throw new DeleteFailedException(file, null);
    }

    @Override
    protected GenericFileProducer<SftpRemoteFile> buildProducer() {
        AbortableSftp operations = new AbortableSftp();
        operations.setEndpoint(this);
        return new TimedSftpProducer(this, operations, server);
    }
}
