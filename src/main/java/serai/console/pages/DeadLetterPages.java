package serai.console.pages;

import org.jspecify.annotations.Nullable;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.installation.Installation;
import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.DeadLetterGroups.Group;
import serai.journal.operations.DeadLetters;
import serai.journal.operations.EditedRecord;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.RefusedInputException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages of dead letters, and what an operator does there: retry, edit and drop, one, some or all that match. */
public final class DeadLetterPages {

    private static final int PAGE = 100;
    private static final int RATE_MAX = 10_000;
    private static final int WHY_MAX = 500;

    private final JournalOperations operations;
    private final PageRenderer renderer;
    private final Clock clock;

    public DeadLetterPages(JournalOperations operations, PageRenderer renderer, Clock clock) {
        this.operations = operations;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The list, grouped by cause. */
    public PageAnswer list(PageRequest request) {
        return list(request, request.parameter("done").filter(done -> done.matches("retry|drop|edit"))
                .map(done -> renderer.texts().of("letters.done." + done, request.parameter("n").orElse("0"))).orElse(""));
    }

    private PageAnswer list(PageRequest request, String told) {
        DeadLetterForm filter = DeadLetterForm.of(request);
        DeadLetterFilter selection = filter.selection();
        DeadLetterId after = request.parameter("after").flatMap(DeadLetterId::parse).orElse(null);
        List<Group> groups = operations.deadLetterGroups().groups(selection);
        List<DeadLetter> page = operations.deadLetterGroups().page(selection, after, PAGE);
        String here = "/dead-letters" + (after == null ? filter.query() : filter.query("after", after.toString()));
        return renderer.answer("dead-letters", "dead-letters", Installation.SERAI + " dead-letters list" + filter.options(),
                request.visitor(), Map.of("filter", filter, "groups", groups, "shown", DeadLetterCount.json(groups), "letters",
                        page, "here", here, "next", page.size() < PAGE ? "" : page.get(PAGE - 1).id().toString(), "told", told));
    }

    /** One dead letter: as received, as translated, as answered. */
    public PageAnswer one(PageRequest request) {
        DeadLetterDetails details = operations.deadLetters().get(id(request.place()));
        boolean people = request.visitor().seesPeople();
        String record = details.edited() == null ? details.record() : details.edited();
        String json = people && record != null ? CanonicalJson.indented(record) : "";
        return renderer.answer("dead-letter", "dead-letter", Installation.SERAI + " dead-letters show " + details.letter().id(),
                request.visitor(), Map.of("details", details, "json", json, "fields", RecordForm.of(json), "raw",
                        people && details.raw() != null ? new String(details.raw().bytes(), StandardCharsets.UTF_8) : ""));
    }

    /** Says whether what somebody types into the record can be sent. */
    public PageAnswer check(PageRequest request) {
        String problem = "";
        try {
            mended(id(request.field("id").orElse("")), request);
        } catch (RefusedRequestException e) {
            problem = renderer.texts().of(e.text(), e.values());
        } catch (RefusedInputException e) {
            problem = renderer.texts().of("refused." + e.key(), (Object[]) e.values());
        }
        return PageAnswer.html(renderer.part("letter-check", Map.of("problem", problem)));
    }

    private LearningRecord mended(DeadLetterId id, PageRequest request) {
        String original = operations.deadLetters().editable(id).record();
        if (original == null) {
            throw new RefusedRequestException("sorry.letter.gone", id);
        }
        return EditedRecord.of(id, original, request.field("record").orElse(""));
    }

    /** Sends a dead letter again as it was edited. */
    public PageAnswer edit(PageRequest request) {
        DeadLetterId id = id(request.field("id").orElse(""));
        letters(request).edit(id, mended(id, request));
        return done(request, "edit", 1);
    }

    /** Retries or drops those that were chosen, or all that match; or says how many that would be. */
    public PageAnswer decide(PageRequest request) {
        DeadLetterFilter selection = DeadLetterForm.of(request).selection();
        boolean all = request.field("scope").orElse("chosen").equals("all");
        Set<DeadLetterId> chosen = request.fields("id").stream().map(DeadLetterPages::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!all && chosen.isEmpty()) {
            return list(request, renderer.texts().of("letters.none-chosen"));
        }
        DeadLetters letters = letters(request);
        return switch (request.field("act").orElse("")) {
            case "rehearse" -> list(request, renderer.texts().of("letters.rehearsed",
                    all ? letters.count(selection) : letters.sendable(chosen).size()));
            case "retry" -> done(request, "retry", all ? letters.retry(selection, rate(request))
                    : letters.retry(chosen, rate(request)).size());
            case "drop" -> {
                String why = request.field("why").orElse("");
                yield why.isEmpty() || why.length() > WHY_MAX ? list(request, renderer.texts().of("letters.why-missing"))
                        : done(request, "drop", all ? letters.drop(selection, why) : letters.drop(chosen, why).size());
            }
            default -> throw new RefusedRequestException("sorry.act");
        };
    }

    private ReplayRate rate(PageRequest request) {
        String rate = request.field("rate").orElse("");
        if (rate.isEmpty()) {
            return ReplayRate.atOnce(clock.instant());
        }
        if (!rate.matches("\\d{1,5}") || Integer.parseInt(rate) < 1 || Integer.parseInt(rate) > RATE_MAX) {
            throw new RefusedRequestException("sorry.rate", RATE_MAX);
        }
        return ReplayRate.of(clock.instant(), Integer.parseInt(rate));
    }

    private static PageAnswer done(PageRequest request, String act, long count) {
        return PageAnswer.see("/dead-letters" + DeadLetterForm.of(request).query("done", act, "n", Long.toString(count)));
    }

    private DeadLetters letters(PageRequest request) {
        return operations.as(request.visitor().actor()).deadLetters();
    }

    private static DeadLetterId id(@Nullable String text) {
        return DeadLetterId.parse(String.valueOf(text))
                .orElseThrow(() -> new RefusedRequestException("sorry.letter", String.valueOf(text)));
    }
}
