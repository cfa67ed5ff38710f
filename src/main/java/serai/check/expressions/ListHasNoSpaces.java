package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Simple compares a value with each part of a list between the commas, including its spaces. */
final class ListHasNoSpaces implements Rule {

    private static final Pattern LIST = Pattern.compile("}\\s*(?:in|!in|not in)\\s*(?:'([^']*)'|\"([^\"]*)\")");
    private static final Pattern SPACE = Pattern.compile("(?<=,)\\s|\\s(?=,)");

    @Override
    public String id() {
        return "list-with-spaces";
    }

    @Override
    public String meaning() {
        return "A list after `in` has a space beside a comma. For Simple the space is part of the value, so no value equals it: "
                + "events would take another branch, or be left out.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.steps().flatMap(step -> Steps.expressions(step).stream())
                .filter(written -> "simple".equals(written.expression().getLanguage()))
                .flatMap(written -> LIST.matcher(String.valueOf(written.expression().getExpression())).results()
                        .flatMap(list -> finding(configuration, written, list)));
    }

    private Stream<Finding> finding(Configuration configuration, Steps.Written written, MatchResult list) {
        int group = list.group(1) == null ? 2 : 1;
        String text = String.valueOf(written.expression().getExpression());
        return SPACE.matcher(list.group(group)).results().limit(1)
                .map(space -> error(configuration.find(written.step(), item -> text.equals(item.text().orElse(null)))
                        .map(item -> item.file().place(item.item(), list.start(group) + space.start()))
                        .orElseGet(() -> configuration.place(written.step())),
                        "in a list after in, a space beside a comma is part of the value, so no value equals it",
                        "write the list without spaces: 'A,B'"));
    }
}
