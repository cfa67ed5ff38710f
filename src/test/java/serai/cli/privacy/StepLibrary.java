package serai.cli.privacy;

import serai.testkit.Skipped;
import serai.testkit.process.SeraiFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code faults/kill.c}: it kills a process before one of its calls. Where there is no gcc, there is none. */
final class StepLibrary {

    /** The kernel's exit code of a process that SIGKILL has ended. */
    static final int KILLED = 137;

    private final Path library;

    private StepLibrary(Path library) {
        this.library = library;
    }

    /** Compiles it; skips the test where there is no compiler. */
    static StepLibrary compile(Path tools) throws IOException, InterruptedException {
        Path source = tools.resolve("kill.c");
        Path library = tools.resolve("kill.so");
        try (var in = StepLibrary.class.getResourceAsStream("/faults/kill.c")) {
            Files.copy(in, source);
        }
        Process compiler;
        try {
            compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true).start();
        } catch (IOException noCompiler) {
            throw Skipped.because("NO COMMAND WAS KILLED WHILE IT FORGOT: that takes gcc", noCompiler);
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new AssertionError("gcc: " + said);
        }
        return new StepLibrary(library);
    }

    /**
     * Has the folder's processes write down their steps, and ends the one that comes to a step.
     *
     * @param steps the file for them; a new one
     * @param at    the number of the step before which it is killed, counted from 1; 0: none
     */
    SeraiFolder lookAt(SeraiFolder folder, Path steps, int at) throws IOException {
        return folder.withVariable("LD_PRELOAD", library.toString()).withVariable("SERAI_STEPS", steps.toString())
                .withVariable("SERAI_STEPS_BELOW", folder.data().toRealPath() + "/")
                .withVariable("SERAI_KILL_AT", Integer.toString(at));
    }

    /** The steps that were written down, such as {@code force journal.db-wal}, without the numbers of temporary files. */
    static List<String> steps(Path steps) throws IOException {
        return Files.readAllLines(steps).stream().map(step -> step.replaceAll("\\d{5,}", "N")).toList();
    }
}
