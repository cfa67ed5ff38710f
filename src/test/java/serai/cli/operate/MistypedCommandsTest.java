package serai.cli.operate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.testkit.journal.CommandsBesideJournal;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that name what there is not: one line with what there is. */
class MistypedCommandsTest extends CommandsBesideJournal {

    @Test
    void anUnknownNameIsToldInOneLineWithWhatThereIs() {
        serai(1, "dead-letters", "show", "lrs-99");
        assertThat(error).isEqualTo("serai: there is no dead letter lrs-99; there are lrs-1, lrs-2, mct-differs-1\n");
        serai(1, "dead-letters", "drop", "lrs-1", "--why", " ");
        assertThat(error).startsWith("serai: --why is empty");
        serai(1, "backup", "none/backup.db");
        assertThat(error).isEqualTo("serai: the folder of none/backup.db does not exist; create it first\n");
        serai(1, "dead-letters", "drop", "anna", "--why", "x");
        assertThat(error).isEqualTo("serai: 'anna' is not the id of a dead letter; ids look like lrs-1042, and ./serai "
                + "dead-letters list shows them\n");
        for (String[] command : new String[][]{{"destinations", "resume", "lsr"}, {"destinations", "drop", "lsr", "--why", "x"}}) {
            serai(1, command);
            assertThat(error).isEqualTo("serai: the journal has no destination 'lsr'; it has lrs\n");
        }
    }

    static Stream<Arguments> misunderstandings() {
        return Stream.of(
                Arguments.of("dead-letters list --from nonsense", "--from: there is no 'nonsense'; there are mct, praesidium, "
                        + "broker, unrouted, webhook"),
                Arguments.of("dead-letters list --destination lsr", "--destination: there is no 'lsr'; there are lrs"),
                Arguments.of("dead-letters list --class odd", "--class: there is no 'odd'; there are unavailable, refused, "
                        + "conflict, forbidden, misconfigured, differs"),
                Arguments.of("dead-letters list --from mct --destination lrs", "--destination and --class don't work with --from"),
                Arguments.of("dead-letters list --from webhook --type LOGGED_IN", "--type does not work with --from webhook"),
                Arguments.of("dead-letters list --since 10000-01-01", "'10000-01-01' is not a time"),
                Arguments.of("dead-letters export nowhere/letters --from nonsense", "there is no 'nonsense'"),
                Arguments.of("dead-letters retry", "give either ids, or --where destination=…"),
                Arguments.of("dead-letters retry lrs-1 --where class=refused", "give either ids, or --where destination=…"),
                Arguments.of("dead-letters retry --where destination=lsr", "--where destination: there is no 'lsr'"),
                Arguments.of("dead-letters retry --where class=odd", "--where class: there is no 'odd'"),
                Arguments.of("dead-letters retry --where source=webhook", "--where source: there is no 'webhook'"),
                Arguments.of("dead-letters retry --where since=soon", "--where since: 'soon' is not a time"),
                Arguments.of("dead-letters retry --where colour=red", "--where has no key 'colour'; its keys are destination"),
                Arguments.of("dead-letters retry lrs-1 --rate 0/s", "'0/s' is not a rate; write 10/s"),
                Arguments.of("dead-letters retry lrs-1 --rate -1/s", "'-1/s' is not a rate; write 10/s"),
                Arguments.of("dead-letters retry lrs-1 --rate fast", "'fast' is not a rate; write 10/s"),
                Arguments.of("dead-letters drop lrs-1", "--why"),
                Arguments.of("dead-letters lisst", "did you mean"),
                Arguments.of("replay --destination lsr --from 1h", "--destination: there is no 'lsr'; there are archive, lrs, "
                        + "warehouse"),
                Arguments.of("replay --destination lrs --from yesterday", "'yesterday' is not a time; write 2026-11-22"),
                Arguments.of("replay --destination lrs --from 2026-11-22 --to 2026-11-21", "is not after --from"),
                Arguments.of("replay --destination lrs --from 1h --type FOO", "--type: there is no 'FOO'; there are "
                        + "COURSE_COMPLETED, COURSE_STARTED, LEARNING_PATH_COMPLETED, LOGGED_IN, MODULE_COMPLETED"),
                Arguments.of("dead-letters list --type FOO", "--type: there is no 'FOO'; there are COURSE_COMPLETED"),
                Arguments.of("replay --unrouted --type LOGGED_IN", "or --unrouted alone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misunderstandings")
    void whatIsNotUnderstoodIsToldInOneLineWithWhatThereIs(String command, String told) {
        assertThat(serai(2, command.split(" "))).isEmpty();

        assertThat(error).startsWith("serai: ").contains(told).endsWith(" --help)\n").hasLineCount(1);
    }
}
