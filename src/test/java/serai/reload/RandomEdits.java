package serai.reload;

import serai.reload.ReloadOutcome.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Edits as people make them, each followed by a reload; a broken one is taken back afterwards. */
final class RandomEdits {

    /** An edit. */
    private interface Edit {

        void make(int number) throws Exception;
    }

    private final ReloadedSerai serai;
    private final Random random;
    private final List<Map.Entry<String, Edit>> good = new ArrayList<>();
    private final List<Map.Entry<String, Edit>> broken = new ArrayList<>();
    private final Map<String, Integer> made = new TreeMap<>();
    private boolean isSecondThere;

    RandomEdits(ReloadedSerai serai, Random random) {
        this.serai = serai;
        this.random = random;
        good.add(Map.entry("archive's route", number -> describe("destination-archive", number)));
        good.add(Map.entry("the LRS's route", number -> describe("destination-lrs", number)));
        good.add(Map.entry("the warehouse's route", number -> describe("destination-warehouse", number)));
        good.add(Map.entry("a statement", number -> append(sql("logged_in"), "\n-- " + number)));
        good.add(Map.entry("the router", number -> describe("router", number)));
        good.add(Map.entry("the webhook", number -> describe("source-praesidium", number)));
        good.add(Map.entry("the decoder's route", number -> describe("intake-mct", number)));
        good.add(Map.entry("failures of the webhook", number -> describe("errors-webhook", number)));
        good.add(Map.entry("failures of deliveries", number -> describe("errors-delivery", number)));
        good.add(Map.entry("the receiver", number -> describe("source-mct", number)));
        good.add(Map.entry("what the receiver uses", number -> describe("errors-broker", number)));
        good.add(Map.entry("settings", number -> append(serai.settingsFile(), "\nserai.lrs.batch.size = " + (50 + number))));
        good.add(Map.entry("settings of a format", number -> append(serai.settingsFile(),
                "\nserai.xapi.profile = https://example.org/" + number)));
        good.add(Map.entry("a destination more or less", number -> second()));
        broken.add(Map.entry("half a file", number -> cut(serai.file("router"))));
        broken.add(Map.entry("a name that nobody reads", number -> serai.edit("router", "journal:archive", "journal:archiv")));
        broken.add(Map.entry("no statement", number -> Files.delete(sql("logged_in"))));
        broken.add(Map.entry("no such bean", number -> serai.edit("destination-lrs", "\"#lrsClient\"", "\"#lrsClinet\"")));
        broken.add(Map.entry("no such option", number -> serai.edit("destination-lrs", "httpMethod", "httpMetod")));
        broken.add(Map.entry("a destination is gone", number -> Files.delete(serai.file("destination-lrs"))));
        broken.add(
                Map.entry("what needs a restart", number -> append(serai.settingsFile(), "\nserai.journal.max.bytes = 99999999")));
        broken.add(Map.entry("what fails when it starts", number -> serai.addSourceThatFails()));
        broken.add(Map.entry("what fails when it starts, with all else", number -> {
            for (String route : List.of("router", "intake-mct", "destination-archive", "destination-lrs",
                    "destination-warehouse", "errors-webhook", "source-mct")) {
                describe(route, number);
            }
            serai.addSourceThatFails();
        }));
    }

    private void describe(String route, int number) throws IOException {
        serai.describe(route, number);
    }

    private Path sql(String table) {
        return serai.routes().resolve("sql/sqlite/%s.sql".formatted(table));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + text);
    }

    private static void cut(Path file) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2) + "\n  x: [");
    }

    private void second() throws IOException {
        if (isSecondThere) {
            Files.delete(serai.file("destination-second"));
            serai.edit("router", "journal:archive,second", "journal:archive");
        } else {
            serai.addDestination("second");
        }
        isSecondThere = !isSecondThere;
    }

    /** Makes one edit, and has it taken over, or refused. */
    void next(int number) throws Exception {
        boolean breaks = random.nextInt(3) == 0;
        List<Map.Entry<String, Edit>> kind = breaks ? broken : good;
        Map.Entry<String, Edit> edit = kind.get(random.nextInt(kind.size()));
        made.merge((breaks ? "broken: " : "good: ") + edit.getKey(), 1, Integer::sum);
        Path before = serai.kept();
        long begun = System.nanoTime();
        edit.getValue().make(number);

        ReloadOutcome outcome = serai.reload();

        System.out.printf("%s %s: %s ms, %s%n", number, edit.getKey(), (System.nanoTime() - begun) / 1_000_000, outcome.told());
        assertThat(outcome.result()).as("edit %s, %s: %s", number, edit.getKey(), outcome.told())
                .isEqualTo(breaks ? Result.REFUSED : Result.RELOADED);
        if (breaks) {
            serai.putBack(before);
            assertThat(serai.reload().result()).isEqualTo(Result.UNCHANGED);
        }
    }

    void tell() {
        made.forEach((what, times) -> System.out.printf("%s: %s%n", what, times));
    }
}
