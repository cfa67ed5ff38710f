package serai.check.camel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatCode;

/** The names that are proposed for mistyped ones. */
class CandidatesTest {

    static Stream<String> classes() {
        return Candidates.classesOfOurs();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void proposesOnlyClassesThatAreThere(String name) {
        assertThatCode(() -> Class.forName(name, false, getClass().getClassLoader())).doesNotThrowAnyException();
    }
}
