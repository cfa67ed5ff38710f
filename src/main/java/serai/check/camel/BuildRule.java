package serai.check.camel;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.stream.Stream;

/** Reports the failures of one kind that Camel itself finds when it builds the routes. */
final class BuildRule implements Rule {

    private final FailureKind kind;
    private final String id;
    private final String meaning;

    BuildRule(FailureKind kind, String id, String meaning) {
        this.kind = kind;
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
        return BuildProblems.of(configuration).filter(problem -> problem.failure().kind() == kind)
                .map(problem -> error(problem.place(), problem.failure().cause(), problem.failure().remedy()));
    }
}
