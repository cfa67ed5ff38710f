package serai.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DestinationNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"journal:archive,lrs", "journal://archive, lrs?batchSize=5", "archive,lrs"})
    void findsTheNamesInAnAddress(String uri) {
        assertThat(DestinationName.written(uri)).containsExactly("archive", "lrs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Archive", "7", "-a", "a_b", "a b"})
    void refusesWhatNoDestinationIsCalled(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DestinationName(name))
                .withMessageContaining("'" + name + "' can't be a destination's name");
    }

    @Test
    void knowsAnAddressOfTheJournal() {
        assertThat(DestinationName.isIn("journal:lrs")).isTrue();
        assertThat(DestinationName.isIn("direct:journal:lrs")).isFalse();
    }
}
