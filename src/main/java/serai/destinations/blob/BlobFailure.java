package serai.destinations.blob;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import org.apache.camel.util.ObjectHelper;
import reactor.core.Exceptions;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Classifies a failure of an upload: by the storage's status and error code, or by what the SDK could not do. */
final class BlobFailure {

    private static final Pattern CODE = Pattern.compile("\\w{1,60}");
    private static final int SERVER = 500;
    /** Answers that may change by themselves. The service answers {@link #BEING_DELETED} soon after a container was deleted. */
    private static final Set<Integer> LATER = Set.of(408, 429);
    private static final String BEING_DELETED = "ContainerBeingDeleted";
    private static final Set<Integer> SIGN_IN = Set.of(401, 403);
    private static final int TOO_LARGE = 413;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private BlobFailure() {
    }

    /** The exception to report: an I/O failure as it is, other known failures with a class and Serai's message. */
    static Exception of(Exception failure) {
        Throwable cause = Exceptions.unwrap(failure);
        HttpResponseException answer = ObjectHelper.getException(HttpResponseException.class, cause);
        if (answer != null && answer.getResponse() != null && !(answer instanceof ClientAuthenticationException)) {
            return answered(answer.getResponse().getStatusCode(), code(answer));
        }
        IOException io = ObjectHelper.getException(IOException.class, cause);
        if (io != null) {
            return io;
        }
        if (ObjectHelper.getException(TimeoutException.class, cause) != null) {
            return new AttemptFailedException(FailureClass.UNAVAILABLE, "Azure Blob Storage has not answered in time");
        }
        if (cause instanceof AzureException) { // a credential that is not there, or a refused one
            return new AttemptFailedException(FailureClass.FORBIDDEN,
                    "there is no token for Azure Blob Storage; give this machine a "
                            + "managed identity with the role Storage Blob Data Contributor, or set key or sas of the blob storage's bean");
        }
        return failure;
    }

    private static String code(HttpResponseException answer) {
        String code =
                answer instanceof BlobStorageException ours && ours.getErrorCode() != null ? ours.getErrorCode().toString() : "";
        return CODE.matcher(code).matches() ? code : "";
    }

    static AttemptFailedException answered(int status, String code) {
        String told = ("Azure Blob Storage answered " + status + " " + code).strip();
        if (status >= SERVER || LATER.contains(status) || code.equals(BEING_DELETED)) {
            return new AttemptFailedException(FailureClass.UNAVAILABLE, told);
        }
        if (SIGN_IN.contains(status)) {
            return new AttemptFailedException(FailureClass.FORBIDDEN,
                    told + "; look at key, sas or the identity's role, and at the "
                            + "account's firewall");
        }
        if (status == TOO_LARGE) {
            return new AttemptFailedException(FailureClass.REFUSED, told);
        }
        // All other refusals are independent of the records: a request has only the blob's name and its content.
        return AttemptFailedException.misconfigured(told + (status == NOT_FOUND ? "; make the container, or correct its name"
                : status == CONFLICT ? "; a blob of that name can't be overwritten, because of a policy, a lease or its kind"
                        : "; look at the account's address and at the container"));
    }
}
