package serai.people;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The shipped warehouse, whose rows name a person as far as one is known. */
class PeopleInTheWarehouseTest {

    private static final String ANNA = "4ff42dd43ef9c9b87bf6fd856fec2468170add9fac30c657c95ff6311cea5fa3"; // of MCT:anna
    private static final String BEN = "e81973db16e5d64eeeaf31688414efb9fe5109c9d8d361e05e82b5b1405b1f5a"; // of MCT:ben

    @TempDir
    private Path folder;

    private OneDestination serai(String policy) throws Exception {
        Path route = folder.resolve("routes/destination-warehouse.camel.yaml");
        OneDestination serai = new OneDestination("warehouse", folder).withStatements("sqlite")
                .with("serai.warehouse.url", url()).with("serai.people", folder.resolve("people.csv"))
                .with("serai.people.refresh.seconds", "1").with("serai.privacy.key", "0123456789abcdef0123456789abcdef");
        Files.writeString(route, Files.readString(route).replace("uri: journal:warehouse\n      parameters:\n",
                "uri: journal:warehouse\n      parameters:\n        privacy: %s\n".formatted(policy)));
        assertThat(route).content().contains("privacy: " + policy);
        return serai;
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("rows.db");
    }

    private void people(String... lines) throws Exception {
        Path fresh = Files.write(folder.resolve("people.new"), List.of(lines));
        Files.move(fresh, folder.resolve("people.csv"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> learners() throws Exception {
        return Kept.rowsAt(url(), "SELECT learner_id, person FROM learner ORDER BY learner_id");
    }

    private List<String> signedIn() throws Exception {
        return Kept.rowsAt(url(), "SELECT learner_id, person FROM logged_in");
    }

    @Test
    void hasAPseudonymousAccountUnderOneIdBeforeAndAfterItsPersonIsKnown() throws Exception {
        people("id,email", "E-1,ben@example.org");
        try (OneDestination serai = serai("pseudonym\n        keep: person").start()) {
            serai.append("anna", "ben");
            serai.untilDelivered(2);
            assertThat(learners()).containsExactly(ANNA + "|null", BEN + "|E-1");

            people("id,email", "E-1,ben@example.org", "E-2,anna@example.org");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(people(serai).matching()
                    .matches(List.of(Records.completion("anna")))).doesNotContainNull());
            serai.append(Records.login("anna"));
            serai.untilDelivered(3);
            assertThat(signedIn()).containsExactly(ANNA + "|E-2");
            assertThat(learners()).extracting(row -> row.split("\\|")[0]).containsExactly(ANNA, BEN);
        }
    }

    private static KnownPeople people(OneDestination serai) {
        return serai.context().getRegistry().lookupByNameAndType(PersonEnricher.PEOPLE, KnownPeople.class);
    }

    @Test
    void getsRowsWithoutAPersonWhileTheDirectoryWasNeverRead() throws Exception {
        try (OneDestination serai = serai("plain").start()) {
            serai.append("ben");
            serai.untilDelivered(1);
            assertThat(learners()).containsExactly("ben|null");

            people("id,email", "E-1,ben@example.org");
            await().atMost(30, SECONDS).until(() -> people(serai).isRead());
            serai.append(Records.login("ben"));
            serai.untilDelivered(2);
            assertThat(signedIn()).containsExactly("ben|E-1");
        }
    }
}
