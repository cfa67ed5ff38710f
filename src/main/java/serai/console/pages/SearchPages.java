package serai.console.pages;

import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.installation.Installation;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.RecordState;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.StoredRecord;
import serai.journal.operations.history.CounterSample;
import serai.journal.operations.search.SearchResult;
import serai.model.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pages that find records and show one. */
public final class SearchPages {

    private final JournalOperations operations;
    private final PageRenderer renderer;

    public SearchPages(JournalOperations operations, PageRenderer renderer) {
        this.operations = operations;
        this.renderer = renderer;
    }

    /** The form, and nothing found yet. */
    public PageAnswer form(PageRequest request) {
        return find(request, SearchForm.of(request), Optional.empty());
    }

    /** What the form finds. It is asked for by a form's post, so that no address of a page names a person. */
    public PageAnswer found(PageRequest request) {
        SearchForm form = SearchForm.of(request);
        return find(request, form, Optional.of(operations.search().find(form.query())));
    }

    private PageAnswer find(PageRequest request, SearchForm form, Optional<SearchResult> found) {
        return renderer.answer("find", "find", Installation.SERAI + " find" + form.options() + " --json", request.visitor(),
                Map.of("form", form, "result", found));
    }

    /** The page of a record: what was received, and what became of it at each destination. */
    public PageAnswer record(PageRequest request) {
        long seq = number(request.place());
        StoredRecord record = operations.records().find(seq)
                .orElseThrow(() -> new RefusedRequestException("sorry.record.gone", Long.toString(seq)));
        List<RecordDelivery> deliveries = new ArrayList<>();
        new TreeMap<>(record.destinations()).forEach((destination, state) -> deliveries.add(delivery(seq, destination, state)));
        boolean people = request.visitor().seesPeople();
        return renderer.answer("record", "record", Installation.SERAI + " journal show " + seq, request.visitor(),
                Map.of("record", record, "canonical", CanonicalJson.read(record.json()), "deliveries", deliveries,
                        "json", people ? CanonicalJson.indented(record.json()) : "",
                        "raw", people ? new String(record.raw().bytes(), StandardCharsets.UTF_8) : ""));
    }

    private RecordDelivery delivery(long seq, String destination, RecordState state) {
        DeadLetterId id = new DeadLetterId(Content.RECORD, destination, seq);
        return new RecordDelivery(destination, state, operations.deadLetters().find(id).map(DeadLetterDetails::letter).orElse(null),
                operations.deadLetters().find(id).map(DeadLetterDetails::attempts).orElse(List.of()), id,
                operations.history().passed(destination, seq).map(CounterSample::at).orElse(null));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RefusedRequestException("sorry.record.number");
        }
    }
}
