package serai.testkit.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A POSIX signal. The shell sends it: a small machine has no program {@code kill}. */
public final class Signal {

    private Signal() {
    }

    /** @param name such as STOP, as a machine that hangs, or CONT */
    public static void send(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + name + " \"$@\"", "sh"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));

        assertThat(processes).isNotEmpty();
        // A server's child may have ended since it was listed; then the shell has told the others all the same.
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor() == 0
                || processes.get(0).isAlive() && !processes.stream().allMatch(ProcessHandle::isAlive)).isTrue();
    }
}
