package serai.destinations.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.SftpException;
import serai.journal.attempt.FailureClass;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Classifies a failure of SFTP: by the status that the server has answered (draft-ietf-secsh-filexfer, section 9.1), or by what
 * JSch could not do.
 */
public final class SftpFailure {

    private static final Pattern SIGN_IN = Pattern.compile("(?i)Auth (fail|cancel).*|USERAUTH fail.*|.*Too many authentication.*");
    private static final Pattern KEY_FILE =
            Pattern.compile("(?i)(invalid|unknown) privatekey.*|.*privatekey: .*|invalid.*known.?hosts.*");
    /** Answers of later versions of the protocol, which some servers give all the same. */
    private static final int NO_SUCH_PATH = 10;
    private static final int WRITE_PROTECT = 12;

    private SftpFailure() {
    }

    /** The class of the failure; empty if it is not one of SFTP. */
    public static Optional<FailureClass> meaning(Throwable failure) {
        if (failure instanceof SftpException answer) {
            return Optional.of(switch (answer.id) {
                case ChannelSftp.SSH_FX_PERMISSION_DENIED, WRITE_PROTECT -> FailureClass.FORBIDDEN;
                case ChannelSftp.SSH_FX_NO_SUCH_FILE, NO_SUCH_PATH, ChannelSftp.SSH_FX_OP_UNSUPPORTED -> FailureClass.MISCONFIGURED;
                default -> FailureClass.UNAVAILABLE; // also a full disk, for which many servers say no more than that
            });
        }
        if (failure instanceof JSchHostKeyException || failure instanceof JSchAlgoNegoFailException) {
            return Optional.of(FailureClass.MISCONFIGURED);
        }
        if (failure instanceof JSchException) {
            String message = String.valueOf(failure.getMessage());
            return Optional.of(SIGN_IN.matcher(message).matches() ? FailureClass.FORBIDDEN
                    : KEY_FILE.matcher(message).matches() ? FailureClass.MISCONFIGURED : FailureClass.UNAVAILABLE);
        }
        return Optional.empty();
    }
}
