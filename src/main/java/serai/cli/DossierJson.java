package serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.journal.DeadLetter;
import serai.journal.DeadLetterId.Kind;
import serai.journal.Dossier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Dead letters as JSON: one in a line for lists, everything about it for {@code show} and {@code export}. */
final class DossierJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DossierJson() {
    }

    /** What tells nobody who has learned what. */
    static ObjectNode line(DeadLetter letter) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", letter.id().toString());
        json.put(letter.id().kind() == Kind.RECORD ? "destination" : "source", letter.id().of());
        json.put("state", letter.state());
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

    static ObjectNode all(Dossier dossier) throws JsonProcessingException {
        ObjectNode json = line(dossier.letter());
        json.put("receivedAt", dossier.receivedAt() == null ? null : dossier.receivedAt().toString());
        Optional<String> text = text(dossier);
        json.put("raw", text.orElse(null));
        if (text.isEmpty() && dossier.raw() != null) {
            json.put("rawBase64", Base64.getEncoder().encodeToString(dossier.raw().bytes()));
        }
        json.set("record", dossier.record() == null ? null : MAPPER.readTree(dossier.record()));
        json.set("edited", dossier.edited() == null ? null : MAPPER.readTree(dossier.edited()));
        json.put("reason", dossier.reason());
        json.put("answer", dossier.answer());
        json.put("translated", dossier.translated());
        json.put("mapping", dossier.mapping());
        json.put("why", dossier.why());
        ArrayNode attempts = json.putArray("failedAttempts");
        dossier.attempts().forEach(attempt -> attempts.addObject().put("at", attempt.at().toString())
                .put("class", attempt.failureClass()).put("status", attempt.status()).put("reason", attempt.reason())
                .put("mapping", attempt.mapping()));
        return json;
    }

    /** The payload as text; empty where it is none in UTF-8. */
    static Optional<String> text(Dossier dossier) {
        if (dossier.raw() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(dossier.raw().bytes())).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String inOneLine(Object json) throws JsonProcessingException {
        return MAPPER.writeValueAsString(json);
    }

    static String indented(Object json) throws JsonProcessingException {
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
    }
}
