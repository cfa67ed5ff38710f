package serai;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** The arrows between the packages, which all point one way. */
class PackagesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("serai");

    @Test
    void pointFromWhatIsUsedByNobodyToWhatUsesNobody() {
        assertThat(arrows()).isEqualTo(Map.of(
                "serai.sources", Set.of("serai.model"),
                "serai.journal", Set.of("serai.model"),
                "serai.formats", Set.of("serai.model"),
                "serai.destinations", Set.of("serai.journal"),
                "serai", Set.of("serai.journal", "serai.sources", "serai.webhook"),
                "serai.cli", Set.of("serai", "serai.journal", "serai.model", "serai.sandbox", "serai.webhook")));
    }

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : OURS) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith("serai") && !part(from).equals(part(to))) {
                    arrows.computeIfAbsent(part(from), unused -> new TreeSet<>()).add(part(to));
                }
            }
        }
        return arrows;
    }

    /** The package below {@code serai} that a class is in, whatever is below that. */
    private static String part(JavaClass of) {
        String[] names = of.getPackageName().split("\\.");
        return names.length == 1 ? "serai" : "serai." + names[1];
    }
}
