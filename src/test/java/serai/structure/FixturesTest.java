package serai.structure;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests of several packages use stands in {@code serai.testkit}, where a contributor looks for it. */
class FixturesTest {

    /** But for what needs a part of Serai that only its own package may touch: that one stands in this package. */
    @Test
    void ofSeveralPackagesStandInTheTestkit() {
        Map<String, Set<String>> users = new TreeMap<>();
        for (JavaClass user : SourcesOfSerai.TESTS) {
            user.getDirectDependenciesFromSelf().stream().map(one -> SourcesOfSerai.outermost(one.getTargetClass()))
                    .filter(used -> isFixture(used) && !isNear(user, used))
                    .forEach(used -> users.computeIfAbsent(used.getName(), name -> new TreeSet<>()).add(user.getPackageName()));
        }

        assertThat(users).isEmpty();
    }

    private static boolean isFixture(JavaClass type) {
        return SourcesOfSerai.TESTS.contain(type.getName()) && !type.getPackageName().startsWith("serai.bench")
                && !type.getPackageName().startsWith("serai.testkit") && !type.getSimpleName().endsWith("Test")
                && !type.getSimpleName().endsWith("Contract") && !needsItsPackage(type);
    }

    /** In the same package, or in one below it. */
    private static boolean isNear(JavaClass user, JavaClass used) {
        return (user.getPackageName() + ".").startsWith(used.getPackageName() + ".");
    }

    private static boolean needsItsPackage(JavaClass fixture) {
        Stream<JavaClass> types = Stream.concat(Stream.of(fixture), SourcesOfSerai.TESTS.stream()
                .filter(type -> type != fixture && SourcesOfSerai.outermost(type) == fixture));
        return types.anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                .anyMatch(one -> SourcesOfSerai.SERAI.contain(one.getTargetClass().getName())
                        && !one.getTargetClass().getModifiers().contains(JavaModifier.PUBLIC))
                || type.getAccessesFromSelf().stream().map(JavaAccess::getTarget).anyMatch(FixturesTest::isForItsPackage));
    }

    private static boolean isForItsPackage(AccessTarget target) {
        return SourcesOfSerai.SERAI.contain(target.getOwner().getName()) && target.resolveMember()
                .map(member -> (JavaMember) member).filter(member -> !member.getModifiers().contains(JavaModifier.PUBLIC))
                .isPresent();
    }
}
