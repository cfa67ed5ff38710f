package serai.formats.xapi;

import com.fasterxml.jackson.core.JsonGenerator;
import serai.formats.KnownType;
import serai.formats.Platforms;
import serai.model.ContactType;
import serai.model.Digest;
import serai.model.Learner;
import serai.model.LearningRecord;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The kind of identifier that names the learner; a statement has exactly one (xAPI 1.0.3, part 2, 2.4.2.3). A learner without
 * an e-mail address is always identified by the account, whatever the setting says.
 */
public enum XapiActor {
    ACCOUNT,
    MBOX,
    /** The digest of the whole {@code mailto:} IRI, not of the bare address. */
    MBOX_SHA1SUM;

    /** Addresses that every store accepts: Learning Locker, for example, refuses letters beyond ASCII, and a host without a dot. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.'_+-]+@([A-Za-z0-9-]+\\.)+[A-Za-z]{1,63}");

    /** Writes the one identifier into the actor's object. */
    void write(LearningRecord record, Platforms platforms, JsonGenerator json) throws IOException {
        Learner learner = KnownType.learner(record);
        if (this == ACCOUNT || !hasAddress(learner)) {
            json.writeObjectFieldStart("account");
            json.writeStringField("homePage", platforms.home(record.platform()));
            json.writeStringField("name", learner.id());
            json.writeEndObject();
        } else if (this == MBOX) {
            json.writeStringField("mbox", mailto(learner));
        } else {
            json.writeStringField("mbox_sha1sum", sha1(mailto(learner)));
        }
    }

    private static boolean hasAddress(Learner learner) {
        return learner.contactType() == ContactType.EMAIL && learner.contact() != null
                && ADDRESS.matcher(learner.contact()).matches();
    }

    private static String mailto(Learner learner) {
        return "mailto:" + learner.contact();
    }

    private static String sha1(String text) {
        return HexFormat.of().formatHex(Digest.sha1(text.getBytes(StandardCharsets.UTF_8)));
    }
}
