package serai.testkit;

import serai.cli.Main;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that was run in this process, and what it has printed. */
public record CommandRun(String out, String error) {

    /** Runs it, and expects that exit code. */
    public static CommandRun of(int exit, String... arguments) {
        return of(List.of(exit), arguments);
    }

    /** Runs it, and expects one of these exit codes. */
    public static CommandRun of(List<Integer> exits, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int ended = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        assertThat(ended).as(out.toString() + err).isIn(exits);
        return new CommandRun(out.toString(), err.toString());
    }
}
