package serai.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId.Content;
import serai.journal.attempt.SentRequest;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterDetails;
import serai.model.Payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Writes dead letters as JSON: a summary for lists, everything for {@code show} and {@code export}. */
public final class DeadLetterJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DeadLetterJson() {
    }

    /** The summary, without personal data. */
    static ObjectNode line(DeadLetter letter) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", letter.id().toString());
        json.put(letter.id().content() == Content.RECORD ? "destination" : "source", letter.id().of());
        json.put("state", letter.state().word());
        json.put("type", letter.type());
        json.put("class", letter.failureClass());
        json.put("status", letter.status());
        json.put("attempts", letter.attempts());
        json.put("at", letter.at().toString());
        if (letter.reason() != null) {
            json.put("reason", letter.reason());
        }
        return json;
    }

    /** The summary and everything else that is kept, personal data too. */
    public static ObjectNode all(DeadLetterDetails details) throws JsonProcessingException {
        return all(details, null);
    }

    /** @param known the record that is known, where an event has other content; null if there is none */
    static ObjectNode all(DeadLetterDetails details, @Nullable String known) throws JsonProcessingException {
        ObjectNode json = line(details.letter());
        json.put("receivedAt", details.receivedAt() == null ? null : details.receivedAt().toString());
        putRaw(json, details.raw());
        json.set("record", tree(details.record()));
        if (known != null) {
            json.set("known", tree(known));
        }
        json.set("edited", tree(details.edited()));
        json.put("reason", details.reason());
        json.put("answer", details.answer());
        SentRequest request = details.request();
        json.set("request", request == null ? null
                : MAPPER.createObjectNode().put("line", request.line()).put("body", request.body()));
        json.put("translated", details.translated());
        json.put("mapping", details.mapping());
        json.put("why", details.why());
        ArrayNode attempts = json.putArray("failedAttempts");
        details.attempts().forEach(attempt -> attempts.addObject().put("at", attempt.at().toString())
                .put("class", attempt.failureClass()).put("status", attempt.status()).put("reason", attempt.reason())
                .put("mapping", attempt.mapping()));
        return json;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static @Nullable JsonNode tree(@Nullable String json) throws JsonProcessingException {
        return json == null ? null : MAPPER.readTree(json);
    }

    /** Adds a payload as text, or in Base64 if it is not text. */
    static void putRaw(ObjectNode json, @Nullable Payload raw) {
        Optional<String> text = text(raw);
        json.put("raw", text.orElse(null));
        if (text.isEmpty() && raw != null) {
            json.put("rawBase64", Base64.getEncoder().encodeToString(raw.bytes()));
        }
    }

    /** A request as text for people; null if there is none. */
    static @Nullable String shown(@Nullable SentRequest request) {
        return request == null ? null : request.line() + "\n"
                + Objects.requireNonNullElse(request.body(), "(the body is not kept: it is not text, or a stream)");
    }

    /** A payload as text for people; null if there is none. */
    static @Nullable String shown(@Nullable Payload raw) {
        return raw == null ? null : text(raw).orElse("(not text; --json prints it in Base64)");
    }

    /** The payload as text; empty if there is none, or it is not UTF-8. */
    private static Optional<String> text(@Nullable Payload raw) {
        if (raw == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.bytes())).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
