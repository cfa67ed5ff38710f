package serai.doctor.network;

import com.jcraft.jsch.JSchHostKeyException;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.util.ObjectHelper;
import serai.destinations.sftp.DeleteFailedException;
import serai.destinations.sftp.SftpFailure;
import serai.destinations.sftp.SftpServerEndpoint;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;
import serai.model.FailureText;

import java.util.stream.Stream;

/** A folder on an SFTP server: name, port, host key, sign-in, and whether files can be made there. It leaves none. */
public final class SftpExamination implements Examination {

    private final String subject;
    private final SftpServerEndpoint endpoint;
    private final Target server;
    private final String folder;

    /** @param set where the address is set */
    public SftpExamination(String subject, SftpServerEndpoint endpoint, String set) {
        SftpConfiguration configuration = endpoint.getConfiguration();
        this.subject = subject;
        this.endpoint = endpoint;
        this.server = new Target(configuration.getHost(), configuration.getPort(), set);
        this.folder = configuration.getDirectory();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) {
        if (Reach.of(server, observations) == null) {
            return;
        }
        boolean[] in = {false};
        observations.trying("host key");
        try {
            endpoint.tryOut(() -> {
                in[0] = true;
                observations.ok("it is in the file of known hosts");
                observations.trying("sign-in");
                observations.ok("Serai is let in");
                observations.trying("folder");
            });
            observations.ok("Serai may write to %s; an empty file was made and deleted".formatted(folder));
        } catch (Exception e) {
            fail(e, in[0], observations);
        }
    }

    private void fail(Exception failure, boolean isIn, Observations observations) {
        DeleteFailedException left = ObjectHelper.getException(DeleteFailedException.class, failure);
        AttemptFailedException unusable = ObjectHelper.getException(AttemptFailedException.class, failure);
        FailureClass meaning = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> SftpFailure.meaning(cause).stream()).findFirst().orElse(FailureClass.UNAVAILABLE);
        if (left != null) {
            observations.warn(FailureText.firstLine(left), "");
        } else if (unusable != null) {
            observations.trying("sign-in");
            observations.fail(FailureText.firstLine(unusable), "");
        } else if (isIn) {
            observations.fail(meaning == FailureClass.FORBIDDEN ? "Serai may not write to " + folder
                    : meaning == FailureClass.MISCONFIGURED ? "there is no folder %s; Serai makes none".formatted(folder)
                            : "nothing can be written to %s now (%s)".formatted(folder, reason(failure)),
                    meaning == FailureClass.FORBIDDEN ? "have its owner let Serai's user write there"
                            : meaning == FailureClass.MISCONFIGURED ? "make it, or correct " + server.set()
                                    : "look at its disk and at the server's log");
        } else if (ObjectHelper.getException(JSchHostKeyException.class, failure) != null) {
            observations.fail("the host key of %s is not in the file of known hosts".formatted(server),
                    "compare the key's fingerprint with its operator; then put the output of ssh-keyscan into the file of known "
                            + "hosts");
        } else if (meaning == FailureClass.FORBIDDEN) {
            observations.ok("it is in the file of known hosts");
            observations.trying("sign-in");
            observations.fail("%s does not let Serai in".formatted(server), "look at username, and password or key");
        } else {
            observations.trying("sign-in");
            observations.fail("the session with %s fails (%s)".formatted(server, reason(failure)), "look at its log");
        }
    }

    /** Only the exception's class, since a server's message may name people or paths. */
    private static String reason(Exception failure) {
        return FailureText.innermost(failure).getClass().getSimpleName();
    }
}
