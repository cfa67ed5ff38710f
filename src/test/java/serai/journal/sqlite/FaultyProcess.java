package serai.journal.sqlite;

import serai.journal.Appended;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.files.DataFolder;
import serai.testkit.Records;
import serai.testkit.process.QuickJava;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process with a data folder and its journal, on a disk that fails when it is told to. */
final class FaultyProcess implements AutoCloseable {

    static final int NO_SPACE = 28;
    static final int INPUT_OUTPUT = 5;
    static final int READ_ONLY = 30;

    private static final int CLOSES_WITHIN_SECONDS = 20;

    private final Path faults;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    private FaultyProcess(Path faults, Process process) {
        this.faults = faults;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param library what {@link #library} has made */
    static FaultyProcess start(Path library, Path data, Path faults) throws IOException {
        List<String> command = QuickJava.command();
        command.addAll(List.of(FaultyProcess.class.getName(), data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("SERAI_FAULTS", faults.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        FaultyProcess started = new FaultyProcess(faults, builder.start());
        started.await("open");
        return started;
    }

    /** Compiles the faults; null where there is no compiler. */
    static Path library(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("faults.c");
        Path library = folder.resolve("faults.so");
        try (var in = FaultyProcess.class.getResourceAsStream("/faults/faults.c")) {
            Files.copy(in, source);
        }
        try {
            Process compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(),
                    source.toString(), "-ldl").redirectErrorStream(true).start();
            String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (compiler.waitFor() != 0) {
                throw new AssertionError("gcc: " + said);
            }
            return library;
        } catch (IOException noCompiler) {
            return null;
        }
    }

    void fails(String call, int number) throws IOException {
        Files.writeString(faults.resolve(call), Integer.toString(number));
    }

    void isMended() throws IOException {
        Files.deleteIfExists(faults.resolve("write"));
        Files.deleteIfExists(faults.resolve("force"));
    }

    /** Appends a completion of that learner; answers STORED, DUPLICATE, or the exception and its message. */
    String append(String learner) throws IOException {
        commands.println("append " + learner);
        return await("append");
    }

    /** The learners that the LRS would be given. */
    List<String> pending() throws IOException {
        commands.println("pending");
        return new ArrayList<>(List.of(await("pending").split(" ")));
    }

    private String await(String what) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(what + " ")) {
                return line.substring(what.length() + 1);
            }
        }
        throw new IOException("the process has ended instead of answering " + what);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().completeOnTimeout(null, CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        kill();
    }

    /** The process itself. */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DataFolder folder = DataFolder.open(Path.of(args[0]));
                SqliteJournal journal = SqliteStore.open(folder.path().resolve("journal.db"), JournalBounds.DEFAULT,
                        Clock.systemUTC())) {
            System.out.println("open .");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("pending")) {
                    System.out.println("pending " + String.join(" ", journal.read("lrs", 0, 10_000).entries().stream()
                            .map(entry -> entry.record().learner().id()).toList()));
                } else {
                    String learner = line.substring("append ".length());
                    System.out.println("append " + journal.append(Records.completion(learner), Set.of("lrs"))
                            .toCompletableFuture().handle(FaultyProcess::told).get(60, TimeUnit.SECONDS));
                }
            }
        }
    }

    private static String told(Appended appended, Throwable failure) {
        return failure == null ? appended.name() : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
