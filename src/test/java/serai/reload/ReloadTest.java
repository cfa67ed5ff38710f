package serai.reload;

import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.database.WarehouseDataSource;
import serai.journal.Balance;
import serai.journal.camel.JournalEndpoint;
import serai.reload.ReloadOutcome.Result;
import serai.testkit.Logged;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An edited configuration in a Serai that runs, with the routes as shipped, which each test leaves as they were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadTest {

    private ReloadedSerai serai;
    private Path asShipped;
    private int posted;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        serai = new ReloadedSerai(folder).withSettingsFile().with("serai.mct.enabled", "false").start();
        asShipped = serai.kept();
    }

    @AfterEach
    void putBack() throws Exception {
        serai.putBack(asShipped);
        assertThat(serai.reload().isRefused()).isFalse();
    }

    @AfterAll
    void stop() {
        serai.close();
    }

    private void post() throws Exception {
        assertThat(serai.post(++posted).statusCode()).isEqualTo(202);
    }

    private void untilDelivered(String destination, long records) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.balances().get(destination))
                .isEqualTo(new Balance(records, records, 0, 0, 0)));
    }

    private long routed(String destination) {
        return serai.balances().getOrDefault(destination, new Balance(0, 0, 0, 0, 0)).routed();
    }

    private Route route(String id) {
        return serai.runtime().context().getRoute(id);
    }

    private void isReloaded(String told) {
        ReloadOutcome outcome = serai.reload();
        assertThat(outcome.told()).singleElement().asString().isEqualTo(told.replace("ROUTES", "" + serai.routes()));
        assertThat(outcome.result()).isEqualTo(Result.RELOADED);
        assertThat(outcome.since()).isEqualTo(outcome.at());
    }

    private void isRefused(String... told) {
        ReloadOutcome before = serai.runtime().reload().last();
        Map<String, Route> routes = routes();

        ReloadOutcome outcome = serai.reload();

        assertThat(outcome.result()).as(told[0]).isEqualTo(Result.REFUSED);
        assertThat(outcome.told().get(0)).contains(told);
        assertThat(outcome.since()).as("when the one that goes on was taken over").isEqualTo(before.since());
        assertThat(routes()).as("nothing was touched").isEqualTo(routes);
    }

    private Map<String, Route> routes() {
        return serai.runtime().context().getRoutes().stream().collect(Collectors.toMap(Route::getId, one -> one));
    }

    /** Health must not keep the events away that it waits for. */
    @Test
    void aRouterThatIsMendedIsWellAgainBeforeTheNextEventComes() throws Exception {
        String good = Files.readString(serai.file("router"));
        Files.writeString(serai.file("router"), good.substring(0, good.indexOf("            otherwise:"))
                .replaceFirst(" in 'LOGGED_IN,[A-Z_,]+'", " == 'LOGGED_IN'"));
        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);
        assertThat(serai.post(++posted).statusCode()).isEqualTo(503);
        assertThat(serai.health("router")).startsWith("DOWN ");

        serai.edit("destination-lrs", "description: ", "description: Well, ");
        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);
        assertThat(serai.health("router")).as("another destination's route").startsWith("DOWN ");
        Files.writeString(serai.file("router"), good);
        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);

        assertThat(serai.health("router")).startsWith("UP ");
        assertThat(serai.runtime().serai().journal().unkept()).as("until one is kept").hasSize(1);
        post();
        await().atMost(30, SECONDS).until(() -> serai.runtime().serai().journal().unkept().isEmpty());
    }

    @Test
    void nothingIsExchangedWhereNothingHasChanged() throws Exception {
        Map<String, Route> routes = routes();
        serai.touch("router");

        assertThat(serai.reload().result()).isEqualTo(Result.UNCHANGED);

        assertThat(routes()).isEqualTo(routes);
    }

    @Test
    void onlyTheRouteOfAnEditedFileIsExchangedAndItDelivers() throws Exception {
        post();
        untilDelivered("lrs", routed("lrs"));
        Map<String, Route> routes = routes();
        serai.edit("destination-lrs", "batchSize: \"{{serai.lrs.batch.size}}\"", "batchSize: \"7\"");

        isReloaded("exchanged ROUTES/destination-lrs.camel.yaml");

        Route fresh = route("destination-lrs");
        assertThat(((JournalEndpoint) fresh.getEndpoint()).getBatchSize()).isEqualTo(7);
        assertThat(routes()).containsEntry("destination-lrs", fresh).doesNotContainValue(routes.remove("destination-lrs"))
                .containsAllEntriesOf(routes);
        post();
        untilDelivered("lrs", routed("lrs"));
        assertThat(serai.atDestinations().get("lrs")).doesNotHaveDuplicates().hasSize((int) routed("lrs"));
    }

    @Test
    void aStatementIsReadAgainByABeanOfItsOwnAndTheOldConnectionsAreClosed() throws Exception {
        post();
        untilDelivered("warehouse", routed("warehouse"));
        WarehouseDataSource before = serai.bean("warehouse", WarehouseDataSource.class);
        Files.writeString(serai.routes().resolve("sql/sqlite/course_completed.sql"), Files.readString(
                serai.routes().resolve("sql/sqlite/course_completed.sql")).replace("value ->> 'course_name'", "'renamed'"));

        isReloaded("exchanged ROUTES/destination-warehouse.camel.yaml");

        post();
        untilDelivered("warehouse", routed("warehouse"));
        assertThat(serai.warehouse("SELECT count(*) FROM course_completed WHERE course_name = 'renamed'")).containsExactly("1");
        assertThat(before.isStopped()).isTrue();
        assertThat(serai.bean("warehouse", WarehouseDataSource.class)).isNotSameAs(before);
    }

    @Test
    void routesThatUseAnEditedConfigurationOfRoutesAreExchangedToo() throws Exception {
        serai.edit("errors-webhook", "status: 503", "status: 500");

        isReloaded("exchanged ROUTES/errors-webhook.camel.yaml, ROUTES/source-praesidium.camel.yaml");

        post();
    }

    @Test
    void aSettingIsExchangedWhereverARouteNamesIt() throws Exception {
        serai.set("serai.lrs.batch.size", "17");

        isReloaded("exchanged ROUTES/destination-lrs.camel.yaml; settings serai.lrs.batch.size");

        assertThat(((JournalEndpoint) route("destination-lrs").getEndpoint()).getBatchSize()).isEqualTo(17);
    }

    @Test
    void aSettingOfAFormatIsExchangedInWhatIsSent() throws Exception {
        serai.set("serai.xapi.profile", "https://example.org/profiles/edited");

        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);

        post();
        untilDelivered("lrs", routed("lrs"));
        assertThat(serai.statements()).last().asString().contains("https://example.org/profiles/edited");
    }

    @Test
    void aDestinationComesAndGoes() throws Exception {
        serai.addDestination("second");

        isReloaded("exchanged ROUTES/router.camel.yaml; added ROUTES/destination-second.camel.yaml");

        post();
        untilDelivered("second", 1);
        serai.putBack(asShipped);
        isReloaded("exchanged ROUTES/router.camel.yaml; removed ROUTES/destination-second.camel.yaml");
        post();
        assertThat(routed("second")).isEqualTo(1);
        assertThat(route("destination-second")).isNull();
    }

    @Test
    void aDestinationWithPendingRecordsStaysAsAtAStart() throws Exception {
        serai.addDestination("third");
        Files.createFile(serai.routes().resolveSibling("third")); // a file in the place of its folder
        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);
        post();
        await().atMost(30, SECONDS).until(() -> serai.isTroubled("third"));
        serai.putBack(asShipped);

        isRefused("records are pending for 'third' (1)", "./serai destinations drop third --why");

        Files.delete(serai.routes().resolveSibling("third"));
        untilDelivered("third", 1);
        assertThat(serai.reload().result()).isEqualTo(Result.RELOADED);
    }

    @Test
    void aBrokenEditIsRefusedAndSaidInLogHealthAndMetrics() throws Exception {
        serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive,warehouse,lsr");
        try (Logged logged = new Logged()) {
            isRefused("router.camel.yaml:19:28: route router sends to 'lsr', and no route reads journal:lsr; did you mean lrs?");
            serai.reload();

            assertThat(logged.lines().toList()).as("once").filteredOn(line -> line.contains("The edited configuration was refused"))
                    .hasSize(1);
        }
        assertThat(serai.health("configuration")).contains("UP", "refused", "route router sends to 'lsr'");
        assertThat(serai.metric("serai.configuration.refused")).isOne();
        post();

        serai.putBack(asShipped);
        assertThat(serai.reload().result()).isEqualTo(Result.UNCHANGED);
        assertThat(serai.health("configuration")).contains("UP").doesNotContain("refused");
        assertThat(serai.metric("serai.configuration.refused")).isZero();
    }

    @Test
    void whatOnlyAStartCanChangeIsRefusedByItsName() throws Exception {
        serai.set("serai.journal.retention.days", "3");
        isRefused("application.properties:", ": serai.journal.retention.days needs a restart");

        serai.putBack(asShipped);
        serai.set("camel.server.maxBodySize", "2000");
        isRefused("camel.server.maxBodySize needs a restart");

        serai.putBack(asShipped);
        serai.set("serai.lrs.url", "https://lrs.example.org/xapi"); // the sandbox stands in for it
        isRefused("serai.lrs.url needs a restart");

        serai.putBack(asShipped);
        Files.writeString(serai.file("template"), """
                - routeTemplate:
                    id: template
                    from:
                      uri: direct:template
                      steps:
                        - stop: {}
                """);
        isRefused("template.camel.yaml: routeTemplate needs a restart");
    }

    @Test
    void whereTheNewRoutesFailTheOldOnesAndTheirBeansComeBack() throws Exception {
        post();
        WarehouseDataSource before = serai.bean("warehouse", WarehouseDataSource.class);
        serai.edit("router", "journal:archive,warehouse,lrs", "journal:archive");
        for (String route : List.of("destination-archive", "destination-lrs", "destination-warehouse", "source-praesidium")) {
            serai.edit(route, "description: ", "description: Edited. ");
        }
        serai.set("serai.lrs.batch.size", "18");
        serai.addSourceThatFails();

        ReloadOutcome outcome = serai.reload();

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.told()).singleElement().asString().contains("the old routes run again",
                "Starting directory does not exist");
        assertThat(serai.bean("warehouse", WarehouseDataSource.class)).isSameAs(before);
        assertThat(((JournalEndpoint) route("destination-lrs").getEndpoint()).getBatchSize()).isEqualTo(100);
        assertThat(route("source-of-mine")).isNull();
        post();
        for (String destination : List.of("archive", "lrs", "warehouse")) {
            untilDelivered(destination, posted);
            assertThat(serai.atDestinations().get(destination)).as(destination).doesNotHaveDuplicates().hasSize(posted);
        }
    }
}
