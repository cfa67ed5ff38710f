package serai.destinations.sftp;

import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real SSH server, Apache MINA's, with one user, one folder, and faults that a test sets. */
final class SshServer implements AutoCloseable {

    static final String USER = "serai";
    static final String PASSWORD = "s3cr3t of the sftp";

    /** What happens at a step of a transfer. */
    interface Fault {

        /** @throws IOException what the server answers with */
        void at(ServerSession session) throws IOException;
    }

    private static final Fault NONE = session -> {
    };

    final Path root;
    final Path knownHosts;
    /** What has been done, in order: {@code rename .part-a.csv a.csv} and the like. */
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile Fault whenOpening = NONE;
    volatile Fault whenWriting = NONE;
    volatile Fault beforeRename = NONE;
    volatile Fault afterRename = NONE;
    volatile PublicKey known;
    private volatile boolean replaces = true;
    private final org.apache.sshd.server.SshServer server = org.apache.sshd.server.SshServer.setUpDefaultServer();

    SshServer(Path folder) throws IOException {
        root = PrivateFolder.make(folder.resolve("sftp"));
        PrivateFolder.make(root.resolve("inbox"));
        knownHosts = folder.resolve("known_hosts");
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(folder.resolve("host.key"));
        keys.setAlgorithm("EC");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setFileSystemFactory(new VirtualFileSystemFactory(root.toAbsolutePath()));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, known));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Faults());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
        KeyPair own = keys.loadKeys(null).iterator().next();
        Files.writeString(knownHosts, "[127.0.0.1]:%s %s%n".formatted(port(), PublicKeyEntry.toString(own.getPublic())),
                StandardCharsets.UTF_8);
    }

    int port() {
        return server.getPort();
    }

    /** The names in its inbox, sorted. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("inbox"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    String content(String name) throws IOException {
        return Files.readString(root.resolve("inbox").resolve(name));
    }

    /** As a server of SFTP 3 without extensions: a name that is taken can't be renamed to. */
    void renamesOverNoFile() {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "hardlink@openssh.com=1");
        replaces = false;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Faults implements SftpEventListener {

        @Override
        public void opening(ServerSession session, String remoteHandle, Handle localHandle) throws IOException {
            if (localHandle instanceof FileHandle) {
                whenOpening.at(session);
                done.add("open " + localHandle.getFile().getFileName());
            }
        }

        @Override
        public void writing(ServerSession session, String remoteHandle, FileHandle localHandle, long offset, byte[] data,
                int dataOffset, int dataLen) throws IOException {
            whenWriting.at(session);
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) throws IOException {
            if (!replaces && Files.exists(to)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            beforeRename.at(session);
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
                throws IOException {
            done.add("rename " + from.getFileName() + " " + to.getFileName());
            afterRename.at(session);
        }

        @Override
        public void removed(ServerSession session, Path path, boolean isDirectory, Throwable thrown) {
            done.add("remove " + path.getFileName());
        }
    }
}
