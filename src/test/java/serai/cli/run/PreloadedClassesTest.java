package serai.cli.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class PreloadedClassesTest {

    @Test
    void namesAClassOfASignedJarEach() {
        assertThat(PreloadedClasses.SIGNED).isNotEmpty().allSatisfy(
                name -> assertThatCode(() -> assertThat(Class.forName(name).getProtectionDomain().getCodeSource().getCodeSigners())
                        .as(name).isNotEmpty()).doesNotThrowAnyException());
    }
}
