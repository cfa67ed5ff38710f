package serai.cli.configure;

import serai.check.Finding;
import serai.check.Place;
import serai.check.rules.Rules;

import java.util.List;
import java.util.Map;

/** Findings as SARIF 2.1.0 (OASIS). */
final class FindingsSarif {

    private FindingsSarif() {
    }

    static Map<String, Object> of(List<Finding> findings) {
        List<Map<String, Object>> rules = Rules.all().stream()
                .map(rule -> Map.<String, Object>of("id", rule.id(), "shortDescription", text(rule.meaning()))).toList();
        Map<String, Object> driver = Map.of("name", "serai check", "rules", rules);
        return Map.of("$schema", "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs",
                List.of(Map.of("tool", Map.of("driver", driver), "results",
                        findings.stream().map(FindingsSarif::result).toList())));
    }

    private static Map<String, Object> result(Finding finding) {
        return Map.of("ruleId", finding.rule(), "level", finding.severity().word(), "message", text(finding.message()), "locations",
                List.of(Map.of("physicalLocation", location(finding.place()))));
    }

    private static Map<String, Object> location(Place place) {
        Map<String, Object> file = Map.of("uri", place.file());
        return place.line() == 0 ? Map.of("artifactLocation", file)
                : Map.of("artifactLocation", file, "region",
                        Map.of("startLine", place.line(), "startColumn", Math.max(place.column(), 1)));
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
