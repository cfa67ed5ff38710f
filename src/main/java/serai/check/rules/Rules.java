package serai.check.rules;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.camel.BuilderRules;
import serai.check.connections.ConnectionRules;
import serai.check.expressions.ExpressionRules;
import serai.check.files.FileRules;
import serai.check.people.PeopleRules;
import serai.check.repeats.RepeatRules;
import serai.check.routes.RouteRules;
import serai.check.settings.SettingRules;
import serai.check.traps.TrapRules;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** All rules. */
public final class Rules {

    private static final Comparator<Finding> IN_ORDER = Comparator.comparing((Finding finding) -> finding.place().file())
            .thenComparingInt(finding -> finding.place().line()).thenComparingInt(finding -> finding.place().column());

    /** Warnings that may only follow from another problem; they are shown once that problem is corrected. */
    private static final Set<String> FOLLOWING = Set.of("event-not-named", "destination-not-named", "beside-the-journal");

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private Rules() {
    }

    /**
     * Applies all rules to routes that are about to run: logs warnings, and refuses errors.
     *
     * @throws IllegalArgumentException if there is an error; the message is the first one, and tells how many there are
     */
    public static void require(Configuration configuration) {
        List<Finding> findings = findings(all(), configuration);
        findings.stream().filter(finding -> !finding.isError())
                .forEach(finding -> LOG.warn("{}: {} [{}].", finding.place(), finding.message(), finding.rule()));
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            Finding first = errors.get(0);
            String more =
                    errors.size() == 1 ? "" : (" (the first of %s errors; " + SERAI + " check shows all)").formatted(errors.size());
            throw new IllegalArgumentException("%s: %s [%s]%s".formatted(first.place(), first.message(), first.rule(), more));
        }
    }

    /** The rules in the order in which documents list them. */
    public static List<Rule> all() {
        return Stream
                .of(SettingRules.all(), BuilderRules.all(), ConnectionRules.all(), RouteRules.all(), FileRules.all(),
                        ExpressionRules.all(), RepeatRules.all(), TrapRules.all(), PeopleRules.all())
                .flatMap(List::stream).toList();
    }

    /** What the rules of settings find, in the order of files and lines; each finding once. */
    public static List<Finding> ofSettings(Configuration configuration) {
        return findings(SettingRules.all(), configuration);
    }

    /** What all other rules find, in the same order. */
    public static List<Finding> ofRoutes(Configuration configuration) {
        return findings(all().stream().skip(SettingRules.all().size()).toList(), configuration);
    }

    private static List<Finding> findings(List<Rule> rules, Configuration configuration) {
        List<Finding> all = rules.stream().flatMap(rule -> rule.findings(configuration)).distinct().sorted(IN_ORDER).toList();
        boolean follow = all.stream().anyMatch(finding -> finding.isError() || finding.rule().equals("no-otherwise"));
        return follow ? all.stream().filter(finding -> !FOLLOWING.contains(finding.rule())).toList() : all;
    }
}
