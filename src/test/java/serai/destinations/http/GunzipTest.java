package serai.destinations.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Unzips what stands in members one behind the other, however many, and no long row of empty ones. */
class GunzipTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50_000})
    void givesWhatStandsInAllMembers(int members) throws IOException {
        try (InputStream in = new Gunzip(zipped(Collections.nCopies(members, "Anna")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Anna".repeat(members));
        }
    }

    @Test
    void passesOverAHundredEmptyMembers() throws IOException {
        List<String> hundred = Collections.nCopies(100, "");
        try (InputStream in = new Gunzip(zipped(hundred, List.of("Anna"), hundred, List.of("Ben")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("AnnaBen");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 200_000})
    void refusesALongRowOfEmptyMembers(int members) {
        assertThatThrownBy(() -> {
            try (InputStream in = new Gunzip(zipped(List.of("Anna"), Collections.nCopies(members, ""), List.of("Ben")))) {
                in.readAllBytes();
            }
        }).isInstanceOf(Gunzip.EmptyMembersException.class).hasMessageContaining("more than 100 empty gzip members");
    }

    @SafeVarargs
    private static InputStream zipped(List<String>... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> members : texts) {
            for (String member : members) {
                try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                    out.write(member.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
