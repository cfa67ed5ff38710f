package serai.people;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.people.CandidateSearch.Candidate;
import serai.people.source.PeopleSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The organisation's people as they were last read, and the links. A reading that fails, or that has lost too many people, changes
 * nothing: the people from before stay. Messages have numbers of people, and no names. Safe for use by several threads.
 */
public final class KnownPeople {

    private static final Logger LOG = LoggerFactory.getLogger(KnownPeople.class);
    private static final int ALL_PERCENT = 100;

    private final PeopleSource source;
    private final LinkSource linkSource;
    private final PeopleSettings settings;
    private final Clock clock;
    private final PhoneNumbers phones;
    private final Instant begun;
    /** Grows with each change of people or links. */
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable PeopleDirectory directory; // null until it was read
    private volatile @Nullable LinkedPeople links; // null until they were read
    private volatile @Nullable Instant readAt; // null until it was read
    private volatile @Nullable Instant rightAt; // when the people in use were last found to be those of the source; null until then
    private volatile @Nullable String trouble; // null while there is none
    /** Whether the directory is what the source had when it was read last. */
    private boolean isOfTheSource;
    private @Nullable Object version; // of the people that were read last, put into use or not; null if that failed

    public KnownPeople(PeopleSource source, LinkSource links, PeopleSettings settings, Clock clock) {
        this.source = source;
        this.linkSource = links;
        this.settings = settings;
        this.clock = clock;
        this.phones = new PhoneNumbers(settings.phoneRegion());
        this.begun = clock.instant();
    }

    /** Reads the people if they may have changed, and the links if they have. Throws only what {@link #refreshLinks} throws. */
    public synchronized void refresh() {
        try {
            Object now = source.version();
            if (!now.equals(version)) {
                read();
                version = now;
            } else if (directory != null && isOfTheSource) {
                isWell();
            }
        } catch (UncheckedIOException e) {
            cannotBeRead(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            cannotBeRead(e);
        }
        refreshLinks();
    }

    private void cannotBeRead(IOException cause) {
        version = null;
        fails("can't be read: " + FailureText.firstLine(cause));
    }

    private void read() throws IOException {
        PeopleDirectory.Builder builder = new PeopleDirectory.Builder(phones, settings.max());
        source.read(builder::add);
        PeopleDirectory fresh = builder.build();
        if (fresh.size() == 0) {
            throw new IOException("it has no people");
        }
        PeopleDirectory before = directory;
        isOfTheSource = false;
        if (before != null && lost(before.size(), fresh.size()) > settings.shrinkPercent()) {
            source.notTaken();
            fails("has %s people instead of %s, a loss of more than serai.people.shrink.max.percent".formatted(fresh.size(),
                    before.size()));
            return;
        }
        directory = fresh;
        readAt = clock.instant();
        isOfTheSource = true;
        changes.incrementAndGet();
        isWell();
        if (before == null || before.size() != fresh.size()) { // a database may be read each minute
            LOG.info("The directory of people (serai.people) was read: {} people{}.", fresh.size(),
                    before == null ? "" : ", and %s before".formatted(before.size()));
        }
    }

    private static double lost(int before, int now) {
        return before == 0 ? 0 : (double) (before - now) * ALL_PERCENT / before;
    }

    private void fails(String why) {
        PeopleDirectory kept = directory;
        String told = "the directory of people (serai.people) " + why + (kept == null
                ? "; nothing is delivered that needs it until it can be read: correct it"
                : "; the %s people read at %s stay in use: correct it, or restart Serai if it is right".formatted(kept.size(),
                        readAt));
        if (!told.equals(trouble)) {
            LOG.warn("{}.", told);
        }
        trouble = told;
    }

    private void isWell() {
        if (trouble != null) {
            LOG.info("The directory of people (serai.people) can be read again, and is in use.");
        }
        trouble = null;
        rightAt = clock.instant();
    }

    /**
     * Reads the links if they have changed since they were read.
     *
     * @throws RuntimeException if they can't be read; those from before stay
     */
    public void refreshLinks() {
        synchronized (linkSource) { // else a slow thread would put earlier links in place of later ones
            LinkedPeople before = links;
            if (before == null || !linkSource.version().equals(before.version())) {
                links = linkSource.read();
                changes.incrementAndGet();
            }
        }
    }

    /** Whether people and links were read at least once. */
    public boolean isRead() {
        return directory != null && links != null;
    }

    /** Why the people in use are not those of the source by now, and what to do; null if they are. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many people are known; 0 until they were read. */
    public int size() {
        PeopleDirectory now = directory;
        return now == null ? 0 : now.size();
    }

    /** When the people in use were read; null until they were. */
    public @Nullable Instant readAt() {
        return readAt;
    }

    /** For how long the people in use have not been those of the source, as far as is known; zero while they are. */
    public Duration staleFor() {
        Instant right = rightAt;
        return trouble == null ? Duration.ZERO : Duration.between(right == null ? begun : right, clock.instant());
    }

    /** How old the people in use are: the time since they were read; zero until they were. */
    public Duration age() {
        Instant read = readAt;
        return read == null ? Duration.ZERO : Duration.between(read, clock.instant());
    }

    /** For {@code ./serai status}: how many people there are, when they were read, and what is wrong; names nobody. */
    public Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("people", String.valueOf(size()));
        if (readAt != null) {
            told.put("readAt", String.valueOf(readAt));
        }
        String wrong = trouble;
        if (wrong != null) {
            told.put("trouble", wrong);
        }
        return told;
    }

    /** A number that grows with each change of people or links. */
    public long changes() {
        return changes.get();
    }

    /** Whether the directory has a person of that id; false until it was read. */
    public boolean has(String id) {
        PeopleDirectory now = directory;
        return now != null && now.has(id);
    }

    /**
     * Who these learners could be, read from the source anew, which may take some seconds.
     *
     * @throws IOException if the people can't be read, or were not read yet: a first reading may take an hour
     */
    public Map<Learner, List<Candidate>> candidates(List<Learner> learners) throws IOException {
        if (directory == null) {
            throw new IOException(Objects.requireNonNullElse(trouble,
                    "the directory of people (serai.people) is not read yet; ask again when it is"));
        }
        return CandidateSearch.of(source, learners);
    }

    /** How the directory is read and used. */
    public PeopleSettings settings() {
        return settings;
    }

    /** The matching by the people and links in use now. The caller has made sure that the people were read. */
    PersonMatching matching() {
        return new PersonMatching(settings.order(), Objects.requireNonNull(directory, "the people were not read"),
                Objects.requireNonNull(links, "the links were not read"), phones);
    }

    /** The id of the person whose record it is; null if nobody knows. The caller has made sure that the people were read. */
    public @Nullable String person(LearningRecord record) {
        Match match = matching().match(record);
        return match == null ? null : match.person();
    }

    /** Whether it is known whose the record is. The caller has made sure that the people were read. */
    public boolean knows(LearningRecord record) {
        return matching().match(record) != null;
    }
}
