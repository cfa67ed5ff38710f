import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;
import serai.cli.Main;

import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Run by the build as a source file: writes the manual pages of all commands as AsciiDoc, and what shells
 * complete. Arguments: the version, the folder of the pages, that of the completions.
 */
final class CommandPages {

    private CommandPages() {
    }

    public static void main(String[] arguments) throws Exception {
        File pages = Files.createDirectories(Path.of(arguments[1])).toFile();
        CommandSpec serai = Main.commandLine().getCommandSpec();
        versioned(serai, "Serai " + arguments[0]);
        int failed = ManPageGenerator.generateManPage(pages, null, new boolean[0], true, serai);
        if (failed != 0) {
            throw new IllegalStateException("the manual pages can't be written to " + pages);
        }
        Path completions = Files.createDirectories(Path.of(arguments[2]));
        for (String shell : new String[]{"bash", "zsh", "fish"}) {
            CommandLine line = Main.commandLine("completion");
            try (PrintWriter out = new PrintWriter(completions.resolve("serai." + shell).toFile(), StandardCharsets.UTF_8)) {
                line.setOut(out).execute("completion", shell);
            }
        }
    }

    /** The manifest has it, and there is no jar yet. */
    private static void versioned(CommandSpec command, String version) {
        command.versionProvider(null).version(version);
        command.subcommands().values().forEach(one -> versioned(one.getCommandSpec(), version));
    }
}
