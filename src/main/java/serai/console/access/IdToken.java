package serai.console.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import serai.model.Digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of an ID token whose signature is right.
 *
 * @param claims as the issuer has signed them
 */
record IdToken(JsonObject claims) {

    /** How much the issuer's clock may differ. */
    static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(1);
    private static final int PSEUDONYM_BYTES = 6;

    /** Why the token is refused, with the remedy, in words without a full stop; empty if it is accepted. */
    Optional<String> refusal(OpenIdProvider provider, String nonce, Instant now) {
        if (!provider.issuer().equals(String.valueOf(claims.getValue("iss")).replaceAll("/+$", ""))) {
            return Optional.of("its ID token names another issuer; check serai.console.openid.issuer");
        }
        if (!isFor(provider.client())) {
            return Optional.of("its ID token is for another client; check serai.console.openid.client");
        }
        if (!(claims.getValue("exp") instanceof Number end)
                || !Instant.ofEpochSecond(end.longValue()).plus(CLOCKS_DIFFER_MAX).isAfter(now)) {
            return Optional.of("its ID token has expired; check that the clocks agree");
        }
        return same(nonce, String.valueOf(claims.getValue("nonce"))) ? Optional.empty()
                : Optional.of("its ID token belongs to another sign-in");
    }

    /** Whether it is for this client. If it says to which party it was given, or is for others too, that party is this client. */
    private boolean isFor(String client) {
        List<?> audience = claims.getValue("aud") instanceof JsonArray several ? several.getList()
                : List.of(String.valueOf(claims.getValue("aud")));
        Object party = claims.getValue("azp");
        return audience.contains(client) && (party == null ? audience.size() == 1 : party.equals(client));
    }

    /** What the audit log calls the person; empty if the token does not say. */
    String name() {
        Object name = claims.getValue("preferred_username", claims.getValue("sub"));
        return name instanceof String text ? text : "";
    }

    /**
     * What the log calls the person, whose name may be an address. It is always the same and has no key: whoever knows the claim
     * {@code sub} can compute it. It begins as the SHA-256 hash of the issuer, a blank and that claim does.
     */
    String nameInTheLog(String issuer) {
        byte[] hash = Digest.sha256((issuer + " " + claims.getValue("sub")).getBytes(StandardCharsets.UTF_8));
        return "openid:" + HexFormat.of().formatHex(hash, 0, PSEUDONYM_BYTES);
    }

    /** The groups in a claim; empty if there is none of that name. */
    Set<String> groups(String claim) {
        Object value = claims.getValue(claim);
        Set<String> groups = new HashSet<>();
        if (value instanceof JsonArray several) {
            several.forEach(one -> groups.add(String.valueOf(one)));
        } else if (value != null) {
            groups.add(String.valueOf(value));
        }
        return groups;
    }

    /** Whether the issuer has left the claim out since it has too much to say, as Microsoft Entra ID does beyond 200 groups. */
    boolean leavesOut(String claim) {
        return claims.getValue("_claim_names") instanceof JsonObject elsewhere && elsewhere.containsKey(claim)
                || claim.equals("groups") && "true".equals(String.valueOf(claims.getValue("hasgroups")));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
