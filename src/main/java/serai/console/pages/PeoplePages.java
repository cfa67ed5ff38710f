package serai.console.pages;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.console.web.RefusedRequestException;
import serai.installation.Installation;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.people.LearnerName;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.people.WaitingLearner;
import serai.journal.operations.people.WaitingLearners;
import serai.model.FailureText;
import serai.model.Learner;
import serai.people.CandidateSearch.Candidate;
import serai.people.KnownPeople;
import serai.people.PersonEnricher;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The learners whose records wait because no person is known for them; operators see candidates, and link learners to persons. */
public final class PeoplePages {

    private static final int PAGE = 50;
    /** How many records are read for a view. */
    private static final int RECORDS_MAX = 5_000;
    private static final int WHY_MAX = 500;
    private static final int PERSON_MAX = 255;

    private final CamelContext context;
    private final JournalOperations operations;
    private final PageRenderer renderer;
    private final Clock clock;

    public PeoplePages(CamelContext context, JournalOperations operations, PageRenderer renderer, Clock clock) {
        this.context = context;
        this.operations = operations;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The list, those with the most records first; with candidates where an operator asks for them. */
    public PageAnswer list(PageRequest request) {
        return list(request, request.parameter("done").filter(done -> done.matches("link|unlink"))
                .map(done -> renderer.texts().of("people.done." + done)).orElse(""));
    }

    private PageAnswer list(PageRequest request, String told) {
        int[] damaged = {0};
        WaitingLearners all = operations.unmatched().first(RECORDS_MAX, one -> damaged[0]++);
        List<WaitingLearner> listed = all.learners().stream().limit(PAGE).toList();
        Optional<KnownPeople> people = people();
        boolean asks = request.visitor().seesPeople() && request.parameter("candidates").isPresent();
        Map<Learner, List<Candidate>> candidates = Map.of();
        String trouble = people.map(KnownPeople::trouble).orElse("");
        if (asks && people.isPresent()) {
            try {
                candidates = people.get().candidates(listed.stream().map(WaitingLearner::learner).toList());
            } catch (IOException e) {
                trouble = FailureText.firstLine(e);
            }
        }
        return renderer.answer("people", "people", Installation.SERAI + " people unmatched", request.visitor(),
                Map.ofEntries(Map.entry("waiting", listed), Map.entry("more", all.learners().size() - listed.size()),
                        Map.entry("records", all.records()), Map.entry("read", all.whole() ? 0 : RECORDS_MAX),
                        Map.entry("candidates", candidates), Map.entry("asked", asks),
                        Map.entry("known", people.map(KnownPeople::size).orElse(-1)), Map.entry("trouble", trouble),
                        Map.entry("told", told), Map.entry("damaged", damaged[0])));
    }

    private Optional<KnownPeople> people() {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(PersonEnricher.PEOPLE, KnownPeople.class));
    }

    /** Links a learner to a person, or takes the link back. */
    public PageAnswer decide(PageRequest request) {
        LearnerName learner = LearnerName.of(request.field("learner").orElse(""));
        String why = request.field("why").orElse("");
        if (why.isEmpty() || why.length() > WHY_MAX) {
            return list(request, renderer.texts().of("people.why-missing"));
        }
        PersonLinks links = operations.as(request.visitor().actor()).links();
        return switch (request.field("act").orElse("")) {
            case "link" -> {
                String refused = refused(request.field("person").orElse("").strip());
                yield refused == null ? done(links, learner, request.field("person").orElse("").strip(), why)
                        : list(request, refused);
            }
            case "unlink" -> links.unlink(learner.platform(), learner.learner(), why) ? PageAnswer.see("/people?done=unlink")
                    : list(request, renderer.texts().of("people.not-linked"));
            default -> throw new RefusedRequestException("sorry.act");
        };
    }

    private PageAnswer done(PersonLinks links, LearnerName learner, String person, String why) {
        links.link(List.of(new PersonLink(learner.platform(), learner.learner(), person, clock.instant())), why);
        return PageAnswer.see("/people?done=link");
    }

    private @Nullable String refused(String person) {
        if (person.isEmpty() || person.length() > PERSON_MAX) {
            return renderer.texts().of("people.person-missing");
        }
        Optional<KnownPeople> people = people();
        return people.isEmpty() ? null : !people.get().isRead() ? renderer.texts().of("people.not-read")
                : people.get().has(person) ? null : renderer.texts().of("people.person-unknown", person);
    }
}
