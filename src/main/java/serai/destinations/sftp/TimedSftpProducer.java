package serai.destinations.sftp;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.RemoteFileProducer;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.deadlines.Deadlines;

/** Writes one file in one attempt: within one time limit, and without a line in the log if it fails. */
@SuppressWarnings("rawtypes") // as Camel declares it
final class TimedSftpProducer extends RemoteFileProducer<SftpRemoteFile> {

    private static final Logger LOG = LoggerFactory.getLogger(TimedSftpProducer.class);

    private final SftpServerEndpoint folder;
    private final AbortableSftp connection;
    private final SftpServer server;

    TimedSftpProducer(SftpServerEndpoint folder, AbortableSftp operations, SftpServer server) {
        super(folder, operations);
        this.folder = folder;
        this.connection = operations;
        this.server = server;
    }

    @Override
    protected void doProcess(Exchange exchange) throws Exception {
        server.requireUsable();
        connection.begin();
        Deadlines.of(folder.getCamelContext()).within(server.attemptMax(), connection::abort, () -> super.doProcess(exchange));
    }

    @Override
    protected void processExchange(Exchange exchange, String target) throws Exception {
        connection.replaces(target);
        super.processExchange(exchange, target);
    }

    @Override
    public void handleFailedWrite(Exchange exchange, Exception failure) throws Exception {
        try {
            disconnect();
        } catch (Exception e) {
            LOG.debug("A connection that has failed could not be closed", e);
        }
        throw failure;
    }
}
