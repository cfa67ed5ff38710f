package serai.check.expressions;

import org.apache.camel.NamedNode;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A body that is sent as JSON or XML and is not well-formed. */
final class DocumentIsWhole implements Rule {

    @Override
    public String id() {
        return "broken-document";
    }

    @Override
    public String meaning() {
        return "What is sent as JSON or XML is not well-formed, for a sample of a type, or for one whose texts have quotation "
                + "marks and the like in them. Some receivers accept that, and it would count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<NamedNode, List<WalkResult.Broken>> steps = SampleWalk.of(configuration).broken.stream()
                .collect(Collectors.groupingBy(WalkResult.Broken::step, LinkedHashMap::new, Collectors.toList()));
        return steps.entrySet().stream().map(one -> finding(configuration, one.getKey(), one.getValue()));
    }

    private Finding finding(Configuration configuration, NamedNode step, List<WalkResult.Broken> all) {
        List<WalkResult.Broken> plain = all.stream().filter(one -> !one.difficult()).toList();
        String remedy = "make the document with a template, such as one of JSLT (docs/destinations.md)";
        if (plain.isEmpty()) {
            return warning(configuration.place(step),
                    "the body that is sent here is not valid %s where a text has a quotation mark, an ampersand, a "
                            .formatted(all.get(0).language()) + "backslash or a line break",
                    remedy);
        }
        String types = plain.stream().map(one -> one.sample().type()).distinct().sorted().collect(Collectors.joining(", "));
        return error(configuration.place(step), "the body that is sent here is not valid %s for events of type %s: %s".formatted(
                plain.get(0).language(), types, plain.get(0).why()), remedy);
    }
}
