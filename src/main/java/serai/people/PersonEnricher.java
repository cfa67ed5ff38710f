package serai.people;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.privacy.RecordCopies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import static java.util.Objects.requireNonNull;

/**
 * Adds to each record the learner's person: Content Enricher (EIP), a step of a destination's route before the format. With
 * {@code require}, a record of an unmatched learner waits in the journal until the person is known; without it, the record goes on
 * as it is, and pseudonyms stay those of accounts. If no record is left, the route ends. While the directory was never read, the
 * destination waits, unless it needs neither person nor directory. The learner is matched as the journal has it, also where the
 * destination may not carry that.
 */
public final class PersonEnricher implements Processor, CamelContextAware {

    /** The name of the people in Camel's registry. */
    public static final String PEOPLE = "seraiPeople";

    private @Nullable CamelContext context;
    private boolean require = true;
    private boolean needsDirectory = true;

    /** @param require whether a record waits until its learner's person is known; true by default */
    public void setRequire(boolean require) {
        this.require = require;
    }

    public boolean isRequire() {
        return require;
    }

    /**
     * @param needsDirectory whether a missing directory is a failure. If not, records go on as they are without one and, if no
     *                       person is required, also while it was never read. True by default
     */
    public void setNeedsDirectory(boolean needsDirectory) {
        this.needsDirectory = needsDirectory;
    }

    public boolean isNeedsDirectory() {
        return needsDirectory;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    /**
     * @throws AttemptFailedException if there is no directory, or if it was not read yet; or if a record names no learner, and a
     *                                person is required
     */
    @Override
    public void process(Exchange exchange) throws AttemptFailedException {
        KnownPeople people = requireNonNull(context).getRegistry().lookupByNameAndType(PEOPLE, KnownPeople.class);
        if (!needsDirectory && (people == null || !require && !people.isRead())) {
            return; // health tells of a directory that was not read
        }
        Attempt attempt = exchange.getProperty(Attempt.PROPERTY, Attempt.class);
        if (attempt == null || !(exchange.getMessage().getBody() instanceof List<?> records)) {
            throw AttemptFailedException.misconfigured(
                    "this step needs the records as journal: gives them; put it before the step that translates them");
        }
        PersonMatching matching = matching(people, attempt.isRepeat());
        RecordCopies copies = exchange.getProperty(RecordCopies.PROPERTY, RecordCopies.themselves(List.of()), RecordCopies.class);
        List<LearningRecord> given = new ArrayList<>(records.size());
        List<LearningRecord> originals = new ArrayList<>(records.size());
        for (Object one : records) {
            if (!(one instanceof LearningRecord record)) {
                throw AttemptFailedException.misconfigured(
                        "this step needs the records as journal: gives them; put it before the step that translates them");
            }
            given.add(record);
            originals.add(copies.original(record));
        }
        List<@Nullable Match> matches = matching.matches(originals);
        List<LearningRecord> going = new ArrayList<>(records.size());
        Set<UUID> unmatched = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            LearningRecord record = given.get(i);
            Match match = matches.get(i);
            if (match != null) {
                going.add(require ? copies.withPerson(record, match.person(), match.matchedBy())
                        : copies.withPersonOfAccount(record, match.person(), match.matchedBy()));
            } else if (require && copies.original(record).learner() == null) {
                throw AttemptFailedException.ofRecord("it names no learner, so no person can be found for it; "
                        + "have the router send records of its type elsewhere, or set require: false in the step that asks for people");
            } else if (require) {
                unmatched.add(copies.original(record.id()));
            } else {
                going.add(record);
            }
        }
        attempt.keepUnmatched(unmatched);
        exchange.getMessage().setBody(going);
        if (going.isEmpty()) {
            exchange.setRouteStop(true);
        }
    }

    /** @param again whether the records are sent again, perhaps because of a link made a moment ago: then links are read first */
    private static PersonMatching matching(@Nullable KnownPeople people, boolean again) throws AttemptFailedException {
        if (people == null) {
            throw AttemptFailedException.misconfigured("there is no directory of people; set serai.people");
        }
        if (!people.isRead()) {
            throw new AttemptFailedException(FailureClass.UNAVAILABLE,
                    "the directory of people was not read yet; the log and health say why (serai.people)");
        }
        if (again) {
            people.refreshLinks();
        }
        return people.matching();
    }
}
