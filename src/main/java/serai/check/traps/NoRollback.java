package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.Set;
import java.util.stream.Stream;

/** markRollbackOnly ends a route without an exception. */
final class NoRollback implements Rule {

    private static final Set<String> KEYS = Set.of("markRollbackOnly", "markRollbackOnlyLast");

    @Override
    public String id() {
        return "rollback";
    }

    @Override
    public String meaning() {
        return "`rollback` with `markRollbackOnly` ends a route as if it had succeeded, without an exception that has a class.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.items(item -> KEYS.contains(item.key()) && item.text().filter("true"::equals)
                .isPresent()).map(found -> warning(found.place(), "%s ends the route without a failure that has a class"
                        .formatted(found.item().key()), "throw an exception instead (throwException)"));
    }
}
