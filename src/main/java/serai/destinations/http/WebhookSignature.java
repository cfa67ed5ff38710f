package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import serai.model.Digest;
import serai.settings.ContextClock;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a message by the Standard Webhooks scheme, version 1: the headers {@code webhook-id}, {@code webhook-timestamp} and
 * {@code webhook-signature}, one signature for each secret. The id is derived from the body, so that a repeated request has the
 * same id. The body becomes the bytes that were signed.
 */
public final class WebhookSignature implements Processor {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_MIN_BYTES = 24;
    private static final int SECRET_MAX_BYTES = 64;
    /** How many bytes of the digest become the id: as many as a UUID has. */
    private static final int ID_BYTES = 16;

    private List<SecretKeySpec> keys = List.of();

    /**
     * @param secrets one or more, separated by blanks or commas; each is {@code whsec_} and 24 to 64 bytes in base64
     * @throws IllegalArgumentException if there is none, or one has another form; the message quotes none
     */
    public void setSecrets(String secrets) {
        keys = Arrays.stream(secrets.strip().split("[\\s,]+")).map(WebhookSignature::key).toList();
    }

    private static SecretKeySpec key(String secret) {
        byte[] bytes = secret.startsWith(PREFIX) ? decoded(secret.substring(PREFIX.length())) : new byte[0];
        if (bytes.length < SECRET_MIN_BYTES || bytes.length > SECRET_MAX_BYTES) {
            throw new IllegalArgumentException("a secret for signing webhooks must be whsec_ and %s to %s bytes in base64;"
                    .formatted(SECRET_MIN_BYTES, SECRET_MAX_BYTES) + " create them with openssl rand -base64 32");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public void process(Exchange exchange) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("a webhook can't be signed without a secret; set the secrets of its bean");
        }
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        byte[] digest = Digest.sha256(body);
        String id = "msg_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        String timestamp = Long.toString(ContextClock.of(exchange.getContext()).instant().getEpochSecond());
        message.setBody(body);
        message.setHeader("webhook-id", id);
        message.setHeader("webhook-timestamp", timestamp);
        message.setHeader("webhook-signature", keys.stream().map(key -> signature(key, id + "." + timestamp + ".", body))
                .collect(Collectors.joining(" ")));
    }

    private static String signature(SecretKeySpec key, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + key.getAlgorithm(), e);
        }
    }
}
