package serai.privacy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.CanonicalJson;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.settings.Settings;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrivacyPolicyTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static PrivacyPolicy policy(PrivacyMode mode, String keep, String drop) {
        return new PrivacyPolicy(mode, LearnerFields.of(Settings.names(keep)), LearnerFields.of(Settings.names(drop)), KEY);
    }

    private static LearningRecord copy(PrivacyPolicy policy, LearningRecord record) {
        return policy.copies(List.of(record)).records().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN     |                       |            | contact externalId firstName id lastName ref3 ref9
            PLAIN     |                       | ref3       | contact externalId firstName id lastName ref9
            PLAIN     |                       | refs       | contact externalId firstName id lastName
            PLAIN     | ref3                  | refs       | contact externalId firstName id lastName ref3
            PLAIN     |                       | contact    | externalId firstName id lastName ref3 ref9
            PSEUDONYM |                       |            | ''
            PSEUDONYM | externalId            |            | externalId
            PSEUDONYM | refs                  | ref3       | ref9
            PSEUDONYM | firstName,lastName    |            | firstName lastName
            NONE      |                       |            | ''
            NONE      | contact,ref9          |            | contact ref9
            """)
    void carriesWhatItMay(PrivacyMode mode, String keep, String drop, String carried) {
        PrivacyPolicy policy = policy(mode, keep == null ? "" : keep, drop == null ? "" : drop);

        assertThat(MarkedPerson.in(CanonicalJson.write(copy(policy, MarkedPerson.completion())))).isEqualTo(carried);
    }

    @ParameterizedTest
    @CsvSource({"PSEUDONYM, ''", "NONE, ''", "PLAIN, ref3"})
    void carriesThePayloadAsReceivedOnlyWithEverythingElse(PrivacyMode mode, String drop) {
        assertThat(copy(policy(mode, "", drop), MarkedPerson.completion()).raw()).isNull();
        assertThat(copy(policy(PrivacyMode.PLAIN, "", ""), MarkedPerson.completion()).raw()).isNotNull();
    }

    /** {@code printf MCT:13273 | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef} prints it. */
    @Test
    void makesPseudonymsThatOthersCanMakeWithTheKey() {
        LearningRecord record = Records.completion("13273");

        assertThat(copy(policy(PrivacyMode.PSEUDONYM, "", ""), record).learner().id())
                .isEqualTo("5aa8612dcfff045c7d304e4e2f845d2343190089f8d0282470d5fbe3a080379d");
    }

    @Test
    void givesAPersonOnePseudonymAndOthersAnother() {
        PrivacyPolicy policy = policy(PrivacyMode.PSEUDONYM, "", "");
        String anna = copy(policy, Records.completion("anna")).learner().id();

        assertThat(copy(policy(PrivacyMode.PSEUDONYM, "externalId", "ref3"), Records.login("anna")).learner().id()).isEqualTo(anna);
        assertThat(copy(policy, Records.completion("ben")).learner().id()).isNotEqualTo(anna);
        assertThat(copy(policy, Records.of("praesidium", Records.completion("anna"))).platform()).isEqualTo(Platform.PRAESIDIUM);
        assertThat(copy(policy, Records.of("praesidium", Records.completion("anna"))).learner().id()).isNotEqualTo(anna);
    }

    /** {@code printf PERSON:E-1 | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef} prints it. */
    @Test
    void makesThePseudonymOfThePersonWhereThereIsOne() {
        PrivacyPolicy policy = policy(PrivacyMode.PSEUDONYM, "", "");
        LearningRecord anna = copy(policy, Records.completion("anna").withPerson("E-1", MatchedBy.EMAIL));
        LearningRecord onTheOther =
                copy(policy, Records.of("praesidium", Records.completion("ann")).withPerson("E-1", MatchedBy.LINK));

        assertThat(anna.learner().id()).isEqualTo("dd4d071fccd106d634e22e83c75ccbea359af3c567e9b740bf982660f46799eb");
        assertThat(onTheOther.learner()).as("no word of how they were found either").isEqualTo(anna.learner());
        assertThat(anna.schemaVersion()).isEqualTo(LearningRecord.SCHEMA_VERSION);
        assertThat(anna.id()).as("also when the person changes").isEqualTo(copy(policy, Records.completion("anna")).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN     |        | ref3   | E-1 | 2
            PLAIN     |        | person |     | 1
            PSEUDONYM | ref3   |        |     | 1
            PSEUDONYM | person |        | E-1 | 2
            NONE      |        |        |     | 1
            """)
    void carriesThePersonOnlyWhereItMay(PrivacyMode mode, String keep, String drop, String person, int version) {
        PrivacyPolicy policy = policy(mode, keep == null ? "" : keep, drop == null ? "" : drop);

        LearningRecord copy = copy(policy, Records.completion("anna").withPerson("E-1", MatchedBy.EMAIL));

        assertThat(copy.learner().person()).isEqualTo(person);
        assertThat(copy.learner().matchedBy()).isEqualTo(person == null ? null : MatchedBy.EMAIL);
        assertThat(copy.schemaVersion()).isEqualTo(version);
    }

    /** A route looks for the person by what it must not carry itself. */
    @Test
    void knowsTheRecordOfACopyAndMakesItAnewWithThePerson() {
        LearningRecord record = MarkedPerson.completion();
        RecordCopies copies = policy(PrivacyMode.PSEUDONYM, "", "").copies(List.of(record));
        LearningRecord copy = copies.records().get(0);

        assertThat(copies.original(copy)).isEqualTo(record);
        assertThat(copies.withPerson(copy, "E-1", MatchedBy.EMAIL)).satisfies(anew -> {
            assertThat(anew.id()).isEqualTo(copy.id());
            assertThat(anew.learner().id()).isEqualTo("dd4d071fccd106d634e22e83c75ccbea359af3c567e9b740bf982660f46799eb");
            assertThat(MarkedPerson.in(CanonicalJson.write(anew))).isEmpty();
        });
        assertThat(copies.toString()).isEqualTo("RecordCopies[1]");
    }

    /** A record's id is made of its learner's: who has everything else of it would find the learner by trying. */
    @ParameterizedTest
    @CsvSource({"PSEUDONYM", "NONE"})
    void givesCopiesIdsThatTellNoLearnerAndKnowsWhoseTheyAre(PrivacyMode mode) {
        LearningRecord record = MarkedPerson.completion();
        RecordCopies copies = policy(mode, "", "").copies(List.of(record));
        LearningRecord copy = copies.records().get(0);

        assertThat(copy.id()).isNotEqualTo(record.id()).satisfies(id -> assertThat(id.version()).isEqualTo(8))
                .satisfies(id -> assertThat(id.variant()).isEqualTo(2));
        assertThat(copies.original(copy.id())).isEqualTo(record.id());
        assertThat(copy(policy(mode, "contact", ""), record).id()).as("in another destination").isEqualTo(copy.id());
        assertThat(copy(policy(PrivacyMode.PLAIN, "", "refs"), record).id()).isEqualTo(record.id());
    }

    @Test
    void makesNoCopiesOfWhatMayBeCarriedAsItIs() {
        List<LearningRecord> records = List.of(MarkedPerson.completion());

        assertThat(policy(PrivacyMode.PLAIN, "", "").copies(records).records()).isSameAs(records);
    }

    @Test
    void needsAKeyForPseudonyms() {
        assertThatThrownBy(() -> new PrivacyPolicy(PrivacyMode.NONE, LearnerFields.NONE, LearnerFields.NONE, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
