package serai.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code serai completion SHELL}. The command line that it is part of must have all commands. */
@Command(name = "completion", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Prints what a shell needs to complete commands and options:",
                "bash, in ~/.bashrc: source <(${sys:command.of.serai:-./serai} completion bash)",
                "zsh, in ~/.zshrc: source <(${sys:command.of.serai:-./serai} completion zsh)",
                "fish, in ~/.config/fish/config.fish: ${sys:command.of.serai:-./serai} completion fish | source"})
public final class CompletionCommand implements Callable<Integer> {

    private static final String NAME = "serai";

    /** A shell that completes. */
    enum Shell {
        bash, zsh, fish
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine serai = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        // picocli's script serves bash and zsh, which emulates bash's completion.
        out.print(shell == Shell.fish ? FishCompletion.of(serai.getCommandSpec()) : AutoComplete.bash(NAME, serai));
        out.flush();
        return 0;
    }
}
