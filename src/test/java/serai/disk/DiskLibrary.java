package serai.disk;

import serai.testkit.Skipped;
import serai.testkit.process.QuickJava;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** {@code faults/disk.c}: it stands between a process and its files. Where there is no gcc, there is none. */
final class DiskLibrary {

    private static final int CONTROL_BYTES = 256;
    private static final int INT = 4;

    private final Path library;
    private final Path tools;

    private DiskLibrary(Path library, Path tools) {
        this.library = library;
        this.tools = tools;
    }

    /** Compiles it; skips the test where there is no compiler. */
    static DiskLibrary compile(Path tools) throws IOException, InterruptedException {
        Path source = tools.resolve("disk.c");
        Path library = tools.resolve("disk.so");
        try (var in = DiskLibrary.class.getResourceAsStream("/faults/disk.c")) {
            Files.copy(in, source);
        }
        Process compiler;
        try {
            compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(),
                    "-ldl", "-lpthread").redirectErrorStream(true).start();
        } catch (IOException noCompiler) {
            throw Skipped.because("NO DISK HAS FAILED OR LOST POWER: that takes gcc", noCompiler);
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new AssertionError("gcc: " + said);
        }
        Files.write(control(tools), new byte[CONTROL_BYTES]);
        return new DiskLibrary(library, tools);
    }

    private static Path control(Path tools) {
        return tools.resolve("control");
    }

    /** Runs a class whose files below a folder are looked at. */
    ProcessBuilder process(Path folder, Path log, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = QuickJava.command();
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("SERAI_DISK", folder.toString());
        builder.environment().put("SERAI_DISK_CONTROL", control(tools).toString());
        if (log != null) {
            builder.environment().put("SERAI_DISK_LOG", log.toString());
        }
        return builder;
    }

    /** What the library and the process that it was loaded into share. */
    static final class Control {

        enum Whose {
            ALL, JOURNAL, ARCHIVE
        }

        enum Call {
            ALL, WRITE, FORCE, RENAME, UNLINK, TRUNCATE, OPEN
        }

        private final MappedByteBuffer shared;

        private Control(MappedByteBuffer shared) {
            this.shared = shared;
        }

        static Control ofThisProcess() throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(System.getenv("SERAI_DISK_CONTROL")), StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                MappedByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES);
                shared.order(ByteOrder.nativeOrder());
                return new Control(shared);
            }
        }

        private void set(int index, int value) {
            shared.putInt(index * INT, value);
        }

        /** Counts such calls from now on; the n-th fails, and those after it if that is said. */
        void begin(Whose whose, Call call, int n, int errno, boolean lasting) {
            set(0, 0);
            set(1, whose.ordinal());
            set(2, call.ordinal());
            set(3, n);
            set(4, errno);
            set(5, lasting ? 1 : 0);
            set(6, 0);
            set(7, 0);
            set(0, 1);
        }

        /** Nothing fails any more. */
        void end() {
            set(0, 0);
        }

        int counted() {
            return shared.getInt(6 * INT);
        }

        int failed() {
            return shared.getInt(7 * INT);
        }

        void record(boolean whether) {
            set(8, whether ? 1 : 0);
        }
    }
}
