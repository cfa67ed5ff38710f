package serai.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.testkit.journal.CommandsBesideJournal;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai find}. */
class FindCommandTest extends CommandsBesideJournal {

    @Test
    void saysWhereALearnersRecordsAreWithoutNamesUnlessAskedForTheRecords() throws Exception {
        String table = serai(0, "find", "--learner", "anna");

        assertThat(table).containsPattern("1 +2026-11-22T10:00:00Z +COURSE_COMPLETED +mct +[0-9a-f-]{36} +lrs: dead")
                .doesNotContain("anna");
        JsonNode found = JSON.readTree(serai(0, "find", "--learner", "cleo", "--json"));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("destinations").path("lrs").asText()).isEqualTo("delivered");
        assertThat(found.get(0).path("record").path("learner").path("id").asText()).isEqualTo("cleo");
        assertThat(serai(0, "find", "--learner", "nobody")).isEqualTo("There are none.\n");
    }

    @Test
    void saysThatThereMayBeMore() {
        assertThat(serai(0, "find", "--type", "COURSE_COMPLETED", "--limit", "2")).contains("There may be older ones: --limit");
        serai(1, "find", "--limit", "0");
        assertThat(error).contains("from 1 to 1000").hasLineCount(1);
    }
}
