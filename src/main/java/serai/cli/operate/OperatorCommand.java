package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import serai.cli.terminal.VisibleText;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command that reads or writes the journal's rows, beside a running Serai or without one. */
public abstract class OperatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;
    private @Nullable PrintWriter out;

    @Override
    public Integer call() throws Exception {
        try (CommandContext command = new CommandContext()) {
            work(command);
            out().flush();
            return 0;
        }
    }

    /** @throws Exception if the command fails; the message says why in one line */
    protected abstract void work(CommandContext command) throws Exception;

    /** Standard output without control characters, because text from records, bodies and answers must not control the terminal. */
    protected final PrintWriter out() {
        if (out == null) {
            out = VisibleText.on(spec.commandLine().getOut());
        }
        return out;
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
