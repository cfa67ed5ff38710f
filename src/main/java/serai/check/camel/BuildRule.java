package serai.check.camel;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.stream.Stream;

/** Reports the failures of one part that Camel itself finds when it builds the routes. */
final class BuildRule implements Rule {

    private final FailedPart part;
    private final String id;
    private final String meaning;

    BuildRule(FailedPart part, String id, String meaning) {
        this.part = part;
        this.id = id;
        this.meaning = meaning;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return BuildProblems.of(configuration).filter(problem -> problem.failure().part() == part)
                .map(problem -> error(problem.place(), problem.failure().cause(), problem.failure().remedy()));
    }
}
