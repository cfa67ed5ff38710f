package serai.destinations.sftp;

import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.StringHelper;
import serai.destinations.deadlines.TimeLimit;
import serai.journal.attempt.AttemptFailedException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Camel's component {@code sftp:}, with the credentials for one server. The bean's name is the endpoint's scheme, as in
 * {@code hr-server:sftp.example.org/inbox}. The bean holds the credentials, because an endpoint's URI is logged. Blank values
 * count as not set.
 *
 * <p>The server's key must be in the file of known hosts. An attempt connects once (only the journal retries), and
 * {@code attemptMax} bounds the whole attempt. The endpoint's options are those of {@code sftp:}, with other defaults: it makes no
 * folders, disconnects after each file, and deletes a file of the same name only when the new one is whole and has to be renamed.
 */
@SuppressWarnings("rawtypes") // as Camel declares it
@Component("sftp") // where Camel looks for the options
public final class SftpServer extends SftpComponent {

    private static final long ATTEMPT_MAX_MS = 300_000;
    private static final int PORT_MAX = 65_535;

    private String username = "";
    private String password = "";
    private String key = "";
    private String keyPassword = "";
    private String knownHosts = "";
    private long attemptMax = ATTEMPT_MAX_MS;

    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** @param key file of the private key, in a form of OpenSSH or PEM */
    public void setKey(String key) {
        this.key = key;
    }

    /** @param keyPassword with which the key is encrypted */
    public void setKeyPassword(String keyPassword) {
        this.keyPassword = keyPassword;
    }

    /** @param knownHosts file of the keys of servers, in the form of OpenSSH: {@code ssh-keyscan} prints such lines */
    public void setKnownHosts(String knownHosts) {
        this.knownHosts = knownHosts;
    }

    /**
     * @param milliseconds time limit of an attempt, for connection, sign-in and transfer together
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = TimeLimit.required(milliseconds, 1);
    }

    Duration attemptMax() {
        return Duration.ofMillis(attemptMax);
    }

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        SftpConfiguration server = new SftpConfiguration(new URI("sftp://" + StringHelper.before(remaining, "?", remaining)));
        server.setUsername(username);
        server.setPassword(password.isBlank() ? null : password);
        server.setPrivateKeyFile(key.isBlank() ? null : key);
        server.setPrivateKeyPassphrase(keyPassword.isBlank() ? null : keyPassword);
        server.setPreferredAuthentications(key.isBlank() ? "password,keyboard-interactive"
                : password.isBlank() ? "publickey" : "publickey,password,keyboard-interactive");
        server.setKnownHostsFile(knownHosts);
        server.setUseUserKnownHostsFile(false);
        server.setJschLoggingLevel(LoggingLevel.OFF); // a failure is told once, by the journal
        SftpServerEndpoint endpoint = new SftpServerEndpoint(uri, this, server);
        endpoint.setAutoCreate(false);
        endpoint.setDisconnect(true);
        endpoint.setEagerDeleteTargetFile(false);
        endpoint.setMaximumReconnectAttempts(0);
        return endpoint;
    }

    @Override
    protected void afterPropertiesSet(GenericFileEndpoint<SftpRemoteFile> endpoint) {
        SftpConfiguration server = ((SftpServerEndpoint) endpoint).getConfiguration();
        server.setStrictHostKeyChecking("yes"); // whatever else was set
        if (server.getPort() > PORT_MAX) {
            throw new IllegalArgumentException("the port %s of an SFTP server: must be from 1 to %s".formatted(server.getPort(),
                    PORT_MAX));
        }
        TimeLimit.required(server.getConnectTimeout(), 1);
        TimeLimit.required(server.getSoTimeout(), 1);
    }

    /** Why no attempt can succeed with what is set, with the remedy after a semicolon; empty if nothing is missing. */
    public Optional<String> missingSettings() {
        if (username.isBlank()) {
            return Optional.of("an SFTP server's bean has no username; set it");
        }
        if (password.isBlank() && key.isBlank()) {
            return Optional.of("an SFTP server's bean has neither a password nor a key; set one of them");
        }
        return knownHosts.isBlank()
                ? Optional.of("an SFTP server's bean has no file of known hosts, so Serai can't verify the server's host key; set "
                        + "knownHosts, and put the output of ssh-keyscan into it once you have compared the key's fingerprint")
                : Optional.empty();
    }

    /** @throws AttemptFailedException if something that an attempt needs is not set, or a file can't be read */
    void requireUsable() throws AttemptFailedException {
        Optional<String> missing = missingSettings();
        if (missing.isPresent()) {
            throw AttemptFailedException.misconfigured(missing.get());
        }
        Optional<String> unreadable = unreadableFile();
        if (unreadable.isPresent()) {
            throw AttemptFailedException.misconfigured(unreadable.get());
        }
    }

    /** The file of a key or of known hosts that can't be read here, with the remedy after a semicolon; empty if all can. */
    public Optional<String> unreadableFile() {
        return Stream.of(Map.entry("key", key), Map.entry("knownHosts", knownHosts))
                .filter(file -> !file.getValue().isBlank() && !isReadable(file.getValue())).findFirst()
                .map(file -> "the file %s of an SFTP server's bean is not there or can't be read; put it there, or correct %s"
                        .formatted(file.getValue(), file.getKey()));
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
