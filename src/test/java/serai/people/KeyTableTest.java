package serai.people;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyTableTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 65_535, 65_536, 70_000, 1_000_000})
    void findsAKeyOfAnyLength(int length) {
        KeyTable table = new KeyTable();
        String key = "k".repeat(length);
        table.put("before", 1);
        table.put(key, 2);
        table.put("behind", 3);
        table.put(key, 2);

        assertThat(table.owner(key)).isEqualTo(2);
        assertThat(table.owners(new String[]{"behind", key, null, "before", key + "k"}))
                .containsExactly(3, 2, KeyTable.NONE, 1, KeyTable.NONE);
    }
}
