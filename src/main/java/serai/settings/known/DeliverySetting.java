package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.PSEUDONYM_KEY;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** Deliveries to any destination: retries, held records, replay. */
public enum DeliverySetting implements Setting {

    PRIVACY_DEFAULT("serai.privacy.default", "plain", oneOf("plain", "pseudonym", "none"),
            "what a destination carries of a learner if its route does not say (`privacy` of `journal:`): everything, a pseudonym, "
                    + "or "
                    + "nothing"),
    PRIVACY_KEY("serai.privacy.key", "", PSEUDONYM_KEY,
            "your organisation's key, with which pseudonyms are made; another key gives everybody another pseudonym"),
    RETRY_DELAY_MS("serai.retry.delay.ms", "1000", number(1, 604_800_000),
            "wait after a destination has failed; doubles with each failure"),
    RETRY_DELAY_MAX_MS("serai.retry.delay.max.ms", "300000", number(1, 604_800_000), "longest wait after failures"),
    RETRY_STOPPED_MS("serai.retry.stopped.ms", "60000", number(1, 604_800_000),
            "wait between two attempts at a destination that has stopped"),
    RETRY_PROBE_AFTER("serai.retry.probe.after", "3", number(1, 1_000), "failures in a row after which a destination is probed "
            + "with single records"),
    RETRY_ATTEMPTS_MAX("serai.retry.attempts.max", "10", number(1, 1_000),
            "attempts after which a record that fails while others succeed becomes a dead letter"),
    HELD_MAX("serai.held.max", "1000", number(0, 1_000_000),
            "records of a destination that may be held at once, because they fail while others succeed; with more the destination "
                    + "waits"),
    /** The least is three times what an idle delivery waits between two looks; with less, a busy machine would seem stalled. */
    STALLED_MS("serai.delivery.stalled.ms", "120000", number(3_000, 86_400_000),
            "how long an attempt may take without progress before health reports its destination as stalled"),
    REPLAY_ONCE("serai.replay.once", "archive", ANY,
            "destinations without a key, comma separated: a replay sends them only what they have not had, unless `--again`");

    private final SettingDefinition definition;

    DeliverySetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
