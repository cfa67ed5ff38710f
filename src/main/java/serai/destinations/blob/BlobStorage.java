package serai.destinations.blob;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.util.HttpClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobUrlParts;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import org.apache.camel.Endpoint;
import org.apache.camel.component.azure.storage.blob.BlobComponent;
import org.apache.camel.component.azure.storage.blob.BlobConfiguration;
import org.apache.camel.component.azure.storage.blob.BlobOperationsDefinition;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.StringHelper;
import serai.destinations.deadlines.TimeLimit;
import serai.tls.InsecureConnections;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/**
 * Camel's component {@code azure-storage-blob:}, with the address and the credentials of one storage account. The bean's name is
 * the endpoint's scheme, and the endpoint names the container: {@code hr-blob-storage:learning}. The bean holds the credentials,
 * because an endpoint's URI is logged. Blank values count as not set.
 *
 * <p>It signs in with the account's key, or with a shared access signature (SAS), or else as the identity of this process, as the
 * SDK's {@code DefaultAzureCredential} finds it: environment, workload identity, managed identity, developers' tools. It connects
 * to an account on another machine over TLS only. An attempt is one request (only the journal retries), and {@code attemptMax}
 * bounds the whole attempt. The endpoint's options are those of {@code azure-storage-blob:}; unless they say otherwise, it
 * uploads a block blob. The header {@code CamelAzureStorageBlobBlobName} names the blob.
 */
@Component("azure-storage-blob") // where Camel looks for the options
public final class BlobStorage extends BlobComponent {

    private static final long ATTEMPT_MAX_MS = 300_000;
    private static final int CONNECT_MAX_MS = 10_000;
    private static final int RESPONSE_MAX_MS = 60_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private String url = "";
    private String key = "";
    private String sas = "";
    private String clientId = "";
    private String contentType = "text/csv; charset=UTF-8";
    private long connectMax = CONNECT_MAX_MS;
    private long responseMax = RESPONSE_MAX_MS;
    private long attemptMax = ATTEMPT_MAX_MS;

    /** @param url of the account, such as {@code https://contoso.blob.core.windows.net} */
    public void setUrl(String url) {
        this.url = url;
    }

    /** @param key of the account */
    public void setKey(String key) {
        this.key = key;
    }

    /** @param sas a shared access signature, which may write to the container */
    public void setSas(String sas) {
        this.sas = sas;
    }

    /** @param clientId of the managed identity to use, where this machine has several */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** @param contentType of the blobs */
    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    /**
     * @param milliseconds time limit for the connection to be made
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setConnectMax(long milliseconds) {
        this.connectMax = TimeLimit.required(milliseconds, 1);
    }

    /**
     * @param milliseconds time limit of a single read, and of a single write
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setResponseMax(long milliseconds) {
        this.responseMax = TimeLimit.required(milliseconds, 1);
    }

    /**
     * @param milliseconds time limit of an attempt, for sign-in, connection and transfer together
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = TimeLimit.required(milliseconds, 1);
    }

    /** Host and port of the account. */
    String server() {
        URI address = address();
        return "%s:%s".formatted(address.getHost(), address.getPort() > 0 ? address.getPort()
                : "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP);
    }

    Duration attemptMax() {
        return Duration.ofMillis(attemptMax);
    }

    String contentType() {
        return contentType;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        BlobConfiguration configuration = new BlobConfiguration();
        configuration.setContainerName(StringHelper.before(remaining, "?", remaining));
        configuration.setOperation(BlobOperationsDefinition.uploadBlockBlob);
        configuration.setServiceClient(client());
        BlobStorageEndpoint endpoint = new BlobStorageEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private BlobServiceClient client() {
        URI address = address();
        Duration answer = Duration.ofMillis(responseMax);
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder().endpoint(address.toString())
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Integer) null, null, null, null))
                .httpClient(HttpClient.createDefault(new HttpClientOptions().setConnectTimeout(Duration.ofMillis(connectMax))
                        .setResponseTimeout(answer).setReadTimeout(answer).setWriteTimeout(answer)));
        if (!key.isBlank()) {
            return builder.credential(new StorageSharedKeyCredential(account(address), key.strip())).buildClient();
        }
        if (!sas.isBlank()) {
            return builder.credential(new AzureSasCredential(sas.strip())).buildClient();
        }
        return builder.credential(new DefaultAzureCredentialBuilder()
                .managedIdentityClientId(clientId.isBlank() ? null : clientId.strip()).build()).buildClient();
    }

    /** Checks the address; the messages do not repeat it, because it may be one with a signature. */
    private URI address() {
        URI address;
        try {
            address = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url of a blob storage's bean is not a valid address; set one such as "
                    + "https://contoso.blob.core.windows.net");
        }
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException("url of a blob storage's bean is %s; set one such as "
                    .formatted(url.isBlank() ? "not set" : "no http or https address") + "https://contoso.blob.core.windows.net");
        }
        if (address.getRawQuery() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("credentials stand in url of a blob storage's bean, which is logged; put them into "
                    + "its sas or key");
        }
        InsecureConnections.trouble(address).ifPresent(trouble -> {
            throw new IllegalArgumentException("the blob storage %s; set url of its bean to an https address".formatted(trouble));
        });
        return address;
    }

    private static String account(URI address) {
        String account = BlobUrlParts.parse(address.toString()).getAccountName();
        if (account == null || account.isBlank()) {
            throw new IllegalArgumentException(
                    "url of a blob storage's bean names no account, which its key needs; set one such as "
                            + "https://contoso.blob.core.windows.net");
        }
        return account;
    }
}
