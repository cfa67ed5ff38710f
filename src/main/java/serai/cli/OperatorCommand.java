package serai.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command that reads or writes the journal's rows, beside a Serai that runs or without one. */
abstract class OperatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;
    private PrintWriter out;

    @Override
    public Integer call() throws Exception {
        try (Workplace workplace = new Workplace()) {
            work(workplace);
            out().flush();
            return 0;
        }
    }

    /** @throws Exception if it could not be done; its message tells why in one line */
    abstract void work(Workplace workplace) throws Exception;

    /** What is printed comes from records, bodies and answers: none of it may give a terminal orders. */
    PrintWriter out() {
        if (out == null) {
            out = Visible.on(spec.commandLine().getOut());
        }
        return out;
    }

    CommandSpec spec() {
        return spec;
    }
}
