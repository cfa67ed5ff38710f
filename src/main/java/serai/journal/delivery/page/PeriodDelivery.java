package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.period.PageName;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Delivers the page of a period once: gives all its records to the route in one batch, under the page's name. No record is probed,
 * because that would send a page of one record.
 *
 * <p>If the batch is refused because of a record that the failure names, the delivery withholds that record and gives the rest
 * again; the record becomes a dead letter once the rest has been taken. If the failure names none, the batch is divided in halves,
 * and each half that is taken is a part with a name of its own.
 */
public final class PeriodDelivery {

    /** The most records that are withheld from a page. If more are refused, the destination or the mapping is at fault. */
    public static final int WITHHELD_MAX = 100;

    private final Attempts attempts;
    private final boolean repeat;
    private final PageOutcome outcome;
    private final Deque<List<PageEntry>> todo = new ArrayDeque<>();
    private final Map<PageEntry, Failure> withheld = new LinkedHashMap<>();

    /** @param outcome collects what becomes of the page */
    public PeriodDelivery(Attempts attempts, boolean repeat, PageOutcome outcome) {
        this.attempts = attempts;
        this.repeat = repeat;
        this.outcome = outcome;
    }

    /** @param label see {@link PageName#next} */
    public PageOutcome over(List<PageEntry> entries, String label) {
        int most = outcome.runs().refusesNext() ? entries.size() : WITHHELD_MAX;
        todo.add(entries);
        while (outcome.goesOn() && !todo.isEmpty()) {
            List<PageEntry> batch = todo.pop();
            BatchResult given = give(batch, label);
            Failure failure = given.failure();
            if (failure == null) {
                outcome.taken(given);
            } else if (failure.failureClass() == FailureClass.REFUSED || failure.failureClass() == FailureClass.CONFLICT) {
                narrow(batch, failure, given.culprit());
            } else {
                outcome.end(failure, failure.failureClass() != FailureClass.UNAVAILABLE);
            }
            List<Failure> answers = withheld.values().stream().filter(one -> !one.refusesRecordItself()).toList();
            if (answers.size() > most) {
                outcome.end(answers.get(0), true);
            }
        }
        if (outcome.goesOn()) {
            judge();
        }
        return outcome;
    }

    private BatchResult give(List<PageEntry> entries, String label) {
        Map<String, String> known = outcome.known();
        PageName name = PageName.next(label, known);
        Batch batch = new Batch(BatchKey.of(entries.get(0).record(), name), entries, repeat);
        return attempts.give(batch, known, name.toRemember());
    }

    /** @param culprit the entry that the failure names; null if it names none */
    private void narrow(List<PageEntry> batch, Failure failure, @Nullable PageEntry culprit) {
        PageEntry only = batch.size() == 1 ? batch.get(0) : culprit;
        if (only == null) {
            int half = batch.size() / 2;
            todo.push(batch.subList(half, batch.size()));
            todo.push(batch.subList(0, half));
        } else if (failure.failureClass() == FailureClass.CONFLICT && repeat && batch.size() == 1 && !only.wasGivenUp()) {
            outcome.known(batch.get(0));
        } else {
            withheld.put(only, failure);
            List<PageEntry> rest = batch.stream().filter(entry -> !entry.equals(only)).toList();
            if (!rest.isEmpty()) {
                todo.push(rest);
            }
        }
    }

    /** Decides about the records that were withheld, once it is known whether others of their type were taken. */
    private void judge() {
        Set<String> taken = outcome.delivered().sent().stream().map(entry -> entry.record().type()).collect(Collectors.toSet());
        withheld.forEach((entry, failure) -> {
            if (outcome.goesOn() && taken.contains(entry.record().type())) {
                outcome.refuse(entry, failure);
            } else if (outcome.goesOn()) {
                outcome.refuseInARow(entry, failure);
            }
        });
    }
}
