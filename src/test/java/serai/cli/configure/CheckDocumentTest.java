package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.check.Rule;
import serai.check.rules.Rules;
import serai.testkit.Document;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** docs/check.md has every rule with its example. {@code -Ddocs.write} writes it anew. */
class CheckDocumentTest {

    private final Map<String, BrokenConfiguration> examples = BrokenConfiguration.all().stream()
            .collect(Collectors.toMap(BrokenConfiguration::name, Function.identity()));

    @Test
    void showsEveryRuleByItsExample() {
        StringBuilder rules = new StringBuilder();
        for (Rule rule : Rules.all()) {
            rules.append("\n### `%s`\n\n%s\n\n".formatted(rule.id(), rule.meaning()));
            BrokenConfiguration example = examples.get(rule.id());
            JsonNode story = example.story();
            rules.append(story.has("goodFile")
                    ? "In `%s`; in `%s` it is right:\n\n```yaml\n%s```\n\n".formatted(story.path("file").asText(),
                            story.path("goodFile").asText(), lines("", story.path("bad").asText()))
                    : "In `%s`:\n\n```diff\n%s%s```\n\n".formatted(story.path("file").asText(),
                            lines("- ", story.path("bad").asText()), lines("+ ", story.path("good").asText())));
            String found =
                    example.expected().stream().filter(line -> line.endsWith("[" + rule.id() + "]")).findFirst().orElseThrow();
            rules.append("```\n%s\n```\n".formatted(found));
        }

        Document.of("docs/check.md").assertPart("rules", rules.append('\n').toString());
    }

    private static String lines(String sign, String text) {
        return text.stripTrailing().stripIndent().lines().map(line -> (sign + line).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
