package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.USER;
import static serai.settings.known.AllowedValues.WEB;
import static serai.settings.known.AllowedValues.XAPI;
import static serai.settings.known.AllowedValues.number;

/** The destination {@code lrs}. */
public enum LrsSetting implements Setting {

    URL("serai.lrs.url", "", XAPI.orNone(), "xAPI endpoint of the LRS, without `/statements`"),
    USERNAME("serai.lrs.username", "", USER, "user at the LRS"),
    PASSWORD("serai.lrs.password", "", SECRET, "password of that user"),
    OAUTH2_TOKEN_URL("serai.lrs.oauth2.token.url", "", WEB.orNone(),
            "OAuth 2 token endpoint (client credentials), instead of user and password"),
    OAUTH2_CLIENT_ID("serai.lrs.oauth2.client-id", "", ANY, "id of Serai's client at that token endpoint"),
    OAUTH2_CLIENT_SECRET("serai.lrs.oauth2.client-secret", "", SECRET, "that client's secret"),
    OAUTH2_SCOPE("serai.lrs.oauth2.scope", "", ANY, "scope of the tokens; if not set, the server's default"),
    INSECURE("serai.lrs.insecure", "false", FLAG,
            "whether Serai may connect to an LRS or token endpoint on another machine without encryption (`http:`)"),
    BATCH_SIZE("serai.lrs.batch.size", "100", number(1, 10_000), "statements in a request"),
    CONCURRENT_TYPES("serai.lrs.concurrent.types", "2", number(1, 16),
            "types of records that are sent at the same time; each type keeps its order"),
    BATCH_MAX_BYTES("serai.lrs.batch.max.bytes", "1048576", number(1, 1_073_741_824),
            "size of a request before compression; a larger batch is sent in parts"),
    GZIP("serai.lrs.gzip", "false", FLAG, "whether requests are compressed (gzip); the LRS must accept that"),
    CONNECT_MAX_MS("serai.lrs.connect.max.ms", "5000", number(1, 3_600_000), "how long to wait for a connection"),
    RESPONSE_MAX_MS("serai.lrs.response.max.ms", "30000", number(1, 3_600_000), "how long to wait for each part of an answer"),
    ATTEMPT_MAX_MS("serai.lrs.attempt.max.ms", null, number(1, 7_200_000),
            "how long an attempt may take in all: connection, token, request, the whole answer; by default "
                    + "`serai.lrs.connect.max.ms` plus twice `serai.lrs.response.max.ms`"),
    ANSWER_MAX_BYTES("serai.lrs.answer.max.bytes", "1048576", number(4_096, 67_108_864),
            "size of an answer, compressed and uncompressed; Serai does not read a larger one to its end, and if its status is a "
                    + "success, the destination is stopped"),
    FORGET("serai.forget.lrs", "false", FLAG, "whether a person's statements are voided when the person is forgotten");

    private final SettingDefinition definition;

    LrsSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
