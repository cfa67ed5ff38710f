package serai.testkit.process;

import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A small Debian of its own, in a folder: a copy of what {@code debootstrap --variant=minbase} has made, which the property
 * {@code chroot.base} names. It takes root. The network is this machine's.
 */
public final class Chroot implements AutoCloseable {

    private static final String BASE = System.getProperty("chroot.base", "");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root", "LC_ALL", "C.UTF-8");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /** A command's exit code, and what it has printed to standard output and error. */
    public record Ran(int code, String out) {

        /** @return what it has printed, if it ended well */
        public String done() {
            assertThat(code).as(out).isZero();
            return out;
        }
    }

    public Chroot(Path folder) throws Exception {
        this.folder = folder;
        PrivateFolder.make(folder);
        outside("cp", "-a", BASE + "/.", folder.toString()).done();
        outside("mount", "-t", "proc", "proc", folder + "/proc").done();
    }

    /** Why there can be none here; empty if there can. */
    public static String obstacle() {
        return BASE.isEmpty() ? "-Dchroot.base names no folder that debootstrap --variant=minbase has made"
                : !Files.isDirectory(Path.of(BASE, "usr")) ? BASE + " is no such folder"
                        : System.getProperty("user.name").equals("root") ? "" : "it takes root";
    }

    public Path at(String path) {
        return folder.resolve(path.replaceFirst("^/+", ""));
    }

    public Ran outside(String... command) throws Exception {
        return ended(new ProcessBuilder(command));
    }

    /** Runs a line of a shell as root. */
    public Ran shell(String line) throws Exception {
        return ended(process("root", Map.of(), "bash", "-c", line));
    }

    public Ran run(String user, Map<String, String> environment, String... command) throws Exception {
        return ended(process(user, environment, command));
    }

    /** Starts a process that runs until this is closed; {@code log}, outside of the chroot, gets what it prints. */
    public Process start(String user, Map<String, String> environment, Path log, String... command) throws IOException {
        Process process = process(user, environment, command).redirectOutput(log.toFile()).start();
        processes.add(process);
        return process;
    }

    private ProcessBuilder process(String user, Map<String, String> environment, String... command) {
        List<String> all = new ArrayList<>(List.of("chroot", "--userspec=" + user, folder.toString()));
        all.addAll(Arrays.asList(command));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().putAll(environment);
        return builder;
    }

    private static Ran ended(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out);
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        outside("umount", "--lazy", folder + "/proc").done();
        outside("rm", "-rf", "--one-file-system", folder.toString()).done();
    }
}
