package serai.destinations.sftp;

import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** A folder of an {@link SftpServer}. */
@SuppressWarnings("rawtypes") // as Camel declares it
final class SftpServerEndpoint extends SftpEndpoint {

    private final SftpServer server;

    SftpServerEndpoint(String uri, SftpServer server, SftpConfiguration configuration) {
        super(uri, server, configuration);
        this.server = server;
    }

    @Override
    protected GenericFileProducer<SftpRemoteFile> buildProducer() {
        AbortableSftp operations = new AbortableSftp();
        operations.setEndpoint(this);
        return new TimedSftpProducer(this, operations, server);
    }
}
