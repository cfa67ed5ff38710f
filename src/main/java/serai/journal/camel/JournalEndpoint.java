package serai.journal.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.model.Platform;
import serai.privacy.LearnerFields;
import serai.privacy.PrivacyMode;
import serai.privacy.PrivacyPolicy;
import serai.settings.Settings;
import serai.settings.known.DeliverySetting;
import serai.settings.known.FormatSetting;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** An endpoint {@code journal:NAME,NAME,…}: one or more destinations of the journal. */
public final class JournalEndpoint extends DefaultEndpoint {

    private static final int BATCH_SIZE_DEFAULT = 500;
    private static final int BATCH_SIZE_MAX = 10_000;
    private static final int CONCURRENT_TYPES_MAX = 16;
    private static final int PERIOD_RECORDS_DEFAULT = 50_000;
    private static final int PERIOD_RECORDS_MAX = 200_000;
    /** A page holds the records of this many full batches, since its records have several batch keys. */
    private static final int PAGE_BATCHES = 10;

    private final Set<String> destinations;
    private int batchSize = BATCH_SIZE_DEFAULT;
    private int concurrentTypes = 1;
    private @Nullable Unit period;
    private @Nullable LocalTime periodAt;
    private @Nullable Integer periodRecords;
    private @Nullable PrivacyMode privacy;
    private LearnerFields keep = LearnerFields.NONE;
    private LearnerFields drop = LearnerFields.NONE;

    JournalEndpoint(String uri, JournalComponent component, Set<String> destinations) {
        super(uri, component);
        this.destinations = destinations;
    }

    /** The number of records in one exchange of the destination's route, at the most: from 1 to 10,000; 500 by default. */
    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        if (batchSize < 1 || batchSize > BATCH_SIZE_MAX) {
            throw refused("batchSize=%s: must be from 1 to %s records".formatted(batchSize, BATCH_SIZE_MAX));
        }
        this.batchSize = batchSize;
    }

    /**
     * The number of types of records that are delivered at the same time, at the most: from 1 to 16; 1 by default. Each type
     * keeps its order.
     */
    public int getConcurrentTypes() {
        return concurrentTypes;
    }

    public void setConcurrentTypes(int types) {
        if (types < 1 || types > CONCURRENT_TYPES_MAX) {
            throw refused("concurrentTypes=%s: must be from 1 to %s at the same time".formatted(types, CONCURRENT_TYPES_MAX));
        }
        this.concurrentTypes = types;
    }

    /**
     * {@code day} or {@code hour}: the route gets the records of a whole day or hour of {@code serai.zone} together, when that is
     * over. Without it, which is the default, it gets records as they come.
     */
    public @Nullable String getPeriod() {
        return period == null ? null : period.name().toLowerCase(Locale.ROOT);
    }

    public void setPeriod(String period) {
        this.period = Arrays.stream(Unit.values()).filter(unit -> unit.name().equalsIgnoreCase(period)).findFirst()
                .orElseThrow(() -> refused("period=%s: must be day or hour".formatted(period)));
    }

    /** The local time at which a day begins and the one before is delivered, such as {@code 02:00}; {@code 00:00} by default. */
    public @Nullable String getPeriodAt() {
        return periodAt == null ? null : periodAt.toString();
    }

    public void setPeriodAt(String time) {
        try {
            periodAt = LocalTime.parse(time);
        } catch (DateTimeParseException e) {
            throw refused("periodAt=%s: must be a time such as 02:00".formatted(time));
        }
    }

    /**
     * The number of records that the route of a destination with a period gets at once, at the most: from 1 to 200,000; 50,000 by
     * default. More of them come in further parts.
     */
    public @Nullable Integer getPeriodRecords() {
        return periodRecords;
    }

    public void setPeriodRecords(Integer records) {
        if (records < 1 || records > PERIOD_RECORDS_MAX) {
            throw refused("periodRecords=%s: must be from 1 to %s records".formatted(records, PERIOD_RECORDS_MAX));
        }
        this.periodRecords = records;
    }

    /**
     * What the destination may carry of learners: {@code plain}, {@code pseudonym} or {@code none}; by default what {@code
     * serai.privacy.default} says.
     */
    public @Nullable String getPrivacy() {
        return privacy == null ? null : privacy.word();
    }

    public void setPrivacy(String mode) {
        privacy = PrivacyMode.named(mode).orElseThrow(
                () -> refused("privacy=%s: must be plain, pseudonym or none".formatted(mode)));
    }

    /** Fields of a learner that are carried besides a pseudonym, or besides nothing, comma separated; none by default. */
    public String getKeep() {
        return String.join(",", keep.names());
    }

    public void setKeep(String fields) {
        keep = fields("keep", fields);
    }

    /** Fields of a learner that are not carried, comma separated; none by default. */
    public String getDrop() {
        return String.join(",", drop.names());
    }

    public void setDrop(String fields) {
        drop = fields("drop", fields);
    }

    private LearnerFields fields(String option, String names) {
        LearnerFields fields = LearnerFields.of(Settings.names(names));
        if (!fields.unknown().isEmpty()) {
            throw refused("%s=%s: a learner has no field %s; there are %s".formatted(option, names,
                    fields.unknown().iterator().next(), String.join(", ", LearnerFields.KNOWN)));
        }
        return fields;
    }

    /** The id by which the destination knows the learner with an account of a platform; null if it gets no ids of learners. */
    public @Nullable String learner(Platform platform, String id) {
        return privacyPolicy().learner(platform, id);
    }

    /** The id by which the destination knows a person of the organisation whom its route has found; null without pseudonyms. */
    public @Nullable String learner(String person) {
        return privacyPolicy().learner(person);
    }

    /** The id that the destination has for a record: the record's own, or that of its copies. */
    public UUID recordId(UUID record) {
        return privacyPolicy().recordId(record);
    }

    /** What the destination may carry, by this endpoint's options and the settings. */
    PrivacyPolicy privacyPolicy() {
        Settings settings = Settings.of(getCamelContext());
        return new PrivacyPolicy(mode(settings), keep, drop, settings.text(DeliverySetting.PRIVACY_KEY));
    }

    private PrivacyMode mode(Settings settings) {
        return privacy == null ? settings.constant(PrivacyMode.class, DeliverySetting.PRIVACY_DEFAULT) : privacy;
    }

    private void requireConsistentPrivacy() {
        if (privacy == PrivacyMode.PLAIN && !keep.names().isEmpty()) {
            throw refused("keep has no effect with privacy=plain, which carries everything; remove one of them");
        }
        if (!keep.common(drop).isEmpty()) {
            throw refused("keep and drop both name %s; remove it from one of them".formatted(
                    keep.common(drop).iterator().next()));
        }
        if (privacy != null && privacy != PrivacyMode.PLAIN
                && Settings.of(getCamelContext()).text(DeliverySetting.PRIVACY_KEY).isEmpty()) {
            throw refused("privacy=%s needs a key; set %s to a secret such as openssl rand -hex 32 prints".formatted(
                    privacy.word(), DeliverySetting.PRIVACY_KEY.key()));
        }
    }

    /** @throws IllegalArgumentException if options contradict each other */
    void requireConsistent() {
        requireConsistentPrivacy();
        if (period == null && (periodAt != null || periodRecords != null)) {
            throw refused("%s is set without period; set period to day or hour, or remove it"
                    .formatted(periodAt != null ? "periodAt" : "periodRecords"));
        }
        if (period == Unit.HOUR && periodAt != null) {
            throw refused("periodAt is for days; hours begin with the full hour, so remove it");
        }
        if (period != null && (batchSize != BATCH_SIZE_DEFAULT || concurrentTypes != 1)) {
            throw refused("%s has no effect on a period, whose records come all at once; remove it, and set periodRecords if need "
                    .formatted(batchSize != BATCH_SIZE_DEFAULT ? "batchSize" : "concurrentTypes") + "be");
        }
    }

    /** The names of the destinations, as they are written. */
    public Set<String> destinations() {
        return destinations;
    }

    /** How many records the destination's route gets at once. */
    public BatchLimits limits() {
        return period == null ? new BatchLimits(batchSize, PAGE_BATCHES * batchSize, concurrentTypes)
                : BatchLimits.of(new Period(period, periodAt == null ? LocalTime.MIDNIGHT : periodAt,
                        ZoneId.of(Settings.of(getCamelContext()).text(FormatSetting.ZONE)),
                        periodRecords == null ? PERIOD_RECORDS_DEFAULT : periodRecords));
    }

    private IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException(DestinationName.SCHEME + String.join(",", destinations) + ": " + problem);
    }

    JournalComponent journalComponent() {
        return (JournalComponent) getComponent();
    }

    @Override
    public Producer createProducer() {
        return new JournalProducer(this, destinations);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (destinations.size() != 1) {
            throw new IllegalArgumentException(getEndpointUri() + ": a route reads one destination");
        }
        Consumer consumer = journalComponent().delivers() ? new JournalConsumer(this, destinations.iterator().next(), processor)
                : new DefaultConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
