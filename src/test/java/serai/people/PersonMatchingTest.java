package serai.people;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is found by what, and who by nothing. */
class PersonMatchingTest {

    @TempDir
    private Path folder;
    private Map<String, String> linked = Map.of();

    private KnownPeople people() throws IOException {
        LinkSource links = new LinkSource() {
            @Override
            public Object version() {
                return 1;
            }

            @Override
            public LinkedPeople read() {
                return new LinkedPeople(1, linked);
            }
        };
        return Directories.of(folder.resolve("people.csv"), links, "id,first_name,last_name,email,aliases,phone,ref3",
                "E-1,Anna,Ångström,anna@example.org,a.angstrom@example.org;anna@old.example.org,030 123456,cost 7",
                "E-2,Ben,Diaz,BEN@Example.org,,+49 (30) 22 33 44,",
                "E-3,Cleo,Diaz,desk@example.org,,,",
                "E-4,Dora,Diaz,desk@example.org,,,cost 7");
    }

    private static LearningRecord of(String id, String externalId, String contact, ContactType type, String ref) {
        LearningRecord record = Records.completion(id);
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), Platform.MCT, record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(),
                new Learner(id, externalId, "Anna", "Ångström", contact, type, ref == null ? Map.of() : Map.of("ref3", ref)),
                record.activity(), record.result(), record.marks(), record.raw());
    }

    @ParameterizedTest
    @CsvSource({
            "E-1, someone@else.example, EMAIL, E-1, EXTERNAL_ID",
            "' E-1 ', , , E-1, EXTERNAL_ID",
            "E-9, anna@example.org, EMAIL, E-1, EMAIL",
            ", ' Anna @Example.ORG', EMAIL, E-1, EMAIL",
            ", anna@old.example.org, EMAIL, E-1, EMAIL",
            ", ben@example.org, AZURE_AD, E-2, EMAIL",
            ", +4930123456, PHONE, E-1, PHONE",
            ", 030/22 33-44, PHONE, E-2, PHONE",
            ", 0049 30 223344, PHONE, E-2, PHONE"})
    void isFoundByWhatIsTheirsAlone(String externalId, String contact, ContactType type, String person, MatchedBy by)
            throws IOException {
        assertThat(people().matching().match(of("13", externalId, contact, type, null))).isEqualTo(new Match(person, by));
    }

    @ParameterizedTest
    @CsvSource({
            ", desk@example.org, EMAIL, ", // two people's
            ", anna@example.or, EMAIL, ",
            ", anna@example.org, PHONE, ",
            ", 030123457, PHONE, ",
            ", , , 'cost 7'", // two people's
            "e-1, , , "})
    void isNotFoundByWhatIsNobodysOrSeveral(String externalId, String contact, ContactType type, String ref) throws IOException {
        assertThat(people().matching().match(of("13", externalId, contact, type, ref))).isNull();
    }

    @Test
    void anAddressOfSeveralEndsTheSearchThoughSomethingLaterIsTheirsAlone() throws IOException {
        Directories.of(folder.resolve("people.csv"), LinkSource.EMPTY, "id");
        KnownPeople people =
                Directories.of(folder.resolve("people.csv"), LinkSource.EMPTY, "id,email,ref3", "E-1,desk@example.org,a",
                        "E-2,desk@example.org,b");

        assertThat(people.matching().match(of("13", null, "desk@example.org", ContactType.EMAIL, "a"))).isNull();
    }

    @Test
    void aLinkComesBeforeTheAddressAndBehindTheOwnId() throws IOException {
        linked = Map.of(LinkedPeople.key(Platform.MCT, "13"), "E-2");

        assertThat(people().matching().match(of("13", null, "anna@example.org", ContactType.EMAIL, null)))
                .isEqualTo(new Match("E-2", MatchedBy.LINK));
        assertThat(people().matching().match(of("13", "E-1", null, null, null)))
                .isEqualTo(new Match("E-1", MatchedBy.EXTERNAL_ID));
        assertThat(people().matching().match(of("14", null, "anna@example.org", ContactType.EMAIL, null)))
                .isEqualTo(new Match("E-1", MatchedBy.EMAIL));
    }

    @Test
    void aKeyIsFoundAmongManyAndNoOtherIs() {
        KeyTable table = new KeyTable();
        for (int i = 0; i < 20_000; i++) {
            table.put("key " + i, i);
            table.put("shared " + i % 10_000, i);
        }

        List.of(0, 1, 511, 512, 19_999).forEach(i -> assertThat(table.owner("key " + i)).isEqualTo(i));
        String[] keys = IntStream.range(0, 21_000).mapToObj(i -> i == 5 ? null : "key " + i).toArray(String[]::new);
        assertThat(table.owners(keys)).containsExactly(IntStream.range(0, 21_000)
                .map(i -> i == 5 || i >= 20_000 ? KeyTable.NONE : i).toArray());
        assertThat(table.owners(new String[]{"shared 1", "shared 2"})).containsOnly(KeyTable.SEVERAL);
        assertThat(table.owner("key 20000")).isEqualTo(KeyTable.NONE);
        assertThat(table.owner("shared 1")).isEqualTo(KeyTable.SEVERAL);
    }
}
