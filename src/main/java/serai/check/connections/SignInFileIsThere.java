package serai.check.connections;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.destinations.mail.MailServer;
import serai.destinations.sftp.SftpServer;

import java.util.stream.Stream;

/** A bean of Serai's that names a file for its sign-in which is not there. */
final class SignInFileIsThere implements Rule {

    @Override
    public String id() {
        return "sign-in-file";
    }

    @Override
    public String meaning() {
        return "The bean of a server names a key, known hosts or authorities in a file that is not there, or that this user may not "
                + "read. Each attempt would fail. A warning, since the check may run on another machine.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(
                SignInIsComplete.troubled(configuration, SftpServer.class, SftpServer::unreadableFile, this::warning),
                SignInIsComplete.troubled(configuration, MailServer.class, MailServer::unreadableFile, this::warning));
    }
}
