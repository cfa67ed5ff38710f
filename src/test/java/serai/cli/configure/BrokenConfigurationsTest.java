package serai.cli.configure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.check.Rule;
import serai.check.rules.Rules;
import serai.testkit.MemoryTempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code ./serai check} says of each broken configuration, to the letter. {@code -Dgolden.write} writes what is found into
 * the files.
 */
class BrokenConfigurationsTest {

    static Stream<BrokenConfiguration> all() {
        return BrokenConfiguration.all().stream();
    }

    static Stream<BrokenConfiguration> mended() {
        return all().filter(BrokenConfiguration::hasGood);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFoundToBeBroken(BrokenConfiguration broken, @TempDir(factory = MemoryTempDir.class) Path folder) throws Exception {
        List<String> found = broken.findings("bad", folder);

        if (System.getProperty("golden.write") != null) {
            broken.write(found);
        } else {
            assertThat(found).isNotEmpty().containsExactlyElementsOf(broken.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("mended")
    void isRightWhenItIsMended(BrokenConfiguration broken, @TempDir(factory = MemoryTempDir.class) Path folder) throws Exception {
        assertThat(broken.findings("good", folder)).isEmpty();
    }

    @Test
    void showsEachRuleByABadAndAGoodExample() {
        assertThat(mended().map(BrokenConfiguration::name).collect(Collectors.toSet()))
                .containsAll(Rules.all().stream().map(Rule::id).toList());
    }
}
