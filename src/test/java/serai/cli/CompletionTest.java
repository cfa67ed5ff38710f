package serai.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import serai.testkit.Skipped;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code serai completion} prints, asked by the shells themselves. */
class CompletionTest {

    @TempDir
    private Path folder;
    private Path script;

    @BeforeEach
    void aFile() {
        script = folder.resolve("completion");
    }

    private void takes(String shell) throws Exception {
        Skipped.unless(List.of("/usr/bin/", "/bin/").stream().anyMatch(bin -> Files.isExecutable(Path.of(bin + shell))),
                "COMPLETION WAS NOT TRIED IN %s, which is not installed here".formatted(shell));
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine("completion", shell);
        assertThat(line.setOut(new PrintWriter(out)).execute("completion", shell)).isZero();
        Files.writeString(script, out.toString());
    }

    private String ran(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "TERM", "dumb", "SCRIPT", script.toString()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return out;
    }

    @Test
    void bashCompletesCommandsTheirCommandsAndOptions() throws Exception {
        takes("bash");
        String asked = """
                source "$SCRIPT"
                ask() { COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=(); _complete_serai; echo "${COMPREPLY[@]}"; }
                ask serai de
                ask serai dead-letters l
                ask serai check --fo
                """;

        assertThat(ran("bash", "-c", asked).lines()).containsExactly("demo dead-letters destinations", "list", "--format");
    }

    @Test
    void fishCompletesThemWithTheirMeaningAndTheValuesThatAreKnown() throws Exception {
        takes("fish");

        assertThat(ran("fish", "-c", "source $SCRIPT; complete -C 'serai dead-le'; complete -C 'serai dead-letters l'; "
                + "complete -C 'serai completion '; complete -C 'serai check --fo'").lines())
                .containsExactly("dead-letters\tShows, retries, edits and drops what was not delivered",
                        "list\tLists what was not delivered", "bash", "fish", "zsh", "--format\tHow to print");
    }

    /** An interactive one, on a terminal that zsh itself provides. */
    @Test
    void zshCompletesThem() throws Exception {
        takes("zsh");
        Files.writeString(folder.resolve(".zshrc"), "PS1='ready>'; autoload -Uz compinit; compinit -u; source \"$SCRIPT\"\n");
        String asked = """
                zmodload zsh/zpty
                zpty terminal zsh -i
                zpty -r terminal begun '*ready>*'
                zpty -w -n terminal $'serai dead-let\\tli\\t --all'
                zpty -r terminal typed '*--all*'
                print -r -- "$typed"
                zpty -d terminal
                """;

        assertThat(ran("zsh", "-f", "-c", asked).replaceAll("\\e\\[[0-9;?]*\\w|[\\x00-\\x08\\r]", ""))
                .contains("serai dead-letters").containsPattern("dead-letters +list +--all");
    }
}
