package serai.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

/** All classes of Serai, of its tests and of its benches, and the files in which they are written. */
abstract class SourcesOfSerai {

    /** Read together: most of the time goes into what both depend on. */
    private static final JavaClasses ALL = new ClassFileImporter().importPaths("target/classes/serai", "target/test-classes/serai");
    static final JavaClasses TESTS = ALL.that(DescribedPredicate.describe("are tests", SourcesOfSerai::isOfTests));
    static final JavaClasses SERAI = ALL.that(DescribedPredicate.describe("are no tests", type -> !isOfTests(type)));
    static final JavaClasses BENCHES = TESTS.that(resideInAPackage("serai.bench..")
            .and(DescribedPredicate.describe("are no tests", type -> !outermost(type).getSimpleName().endsWith("Test"))));

    private static boolean isOfTests(JavaClass type) {
        return type.getSource().orElseThrow().getUri().getPath().contains("/test-classes/");
    }

    static Stream<Path> files(Path sources) throws IOException {
        try (Stream<Path> all = Files.walk(sources)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(SourcesOfSerai::outermost).orElse(type);
    }
}
