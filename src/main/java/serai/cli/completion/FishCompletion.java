package serai.cli.completion;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The script of completion for fish, made from the model from which picocli makes the script for bash and zsh. */
final class FishCompletion {

    private static final Set<Class<?>> FILES = Set.of(File.class, Path.class);
    private static final String LINE = "complete -c serai";

    private final List<String> lines = new ArrayList<>();

    private FishCompletion() {
        lines.add("# Completion of serai for fish.");
        lines.add(LINE + " -f");
    }

    static String of(CommandSpec serai) {
        FishCompletion completion = new FishCompletion();
        completion.add(serai, List.of());
        return String.join("\n", completion.lines) + "\n";
    }

    /** @param path the names of the commands that lead there, without the first */
    private void add(CommandSpec command, List<String> path) {
        String here = condition(command, path);
        command.subcommands().forEach((name, one) -> lines.add(LINE + here + " -a " + name + description(
                one.getCommandSpec().usageMessage().description())));
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> lines.add(LINE + here + option(option)));
        command.positionalParameters().stream().filter(parameter -> !parameter.hidden()).map(FishCompletion::values)
                .filter(values -> !values.isEmpty()).forEach(values -> lines.add(LINE + here + values));
        command.subcommands().forEach((name, one) -> {
            List<String> further = new ArrayList<>(path);
            further.add(name);
            add(one.getCommandSpec(), further);
        });
    }

    /** The condition that the command has been typed, and none of its subcommands. */
    private static String condition(CommandSpec command, List<String> path) {
        List<String> tests = path.stream().map("__fish_seen_subcommand_from %s"::formatted).collect(Collectors.toList());
        if (!command.subcommands().isEmpty()) {
            tests.add("not __fish_seen_subcommand_from " + String.join(" ", command.subcommands().keySet()));
        }
        return tests.isEmpty() ? "" : " -n " + quoted(String.join("; and ", tests));
    }

    private static String option(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return names + (takesValue(option) ? " -r" + values(option) : "") + description(option.description());
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** The values that are known, or files; empty if anything may be typed. */
    private static String values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return " -a " + quoted(StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .collect(Collectors.joining(" ")));
        }
        Class<?> type = argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
        return FILES.contains(type) ? " -F" : "";
    }

    private static String description(String[] lines) {
        String text = CommandLine.Help.Ansi.OFF.string(String.join(" ", lines)).split("(?<=[.;:]) ", 2)[0];
        return text.isEmpty() || text.contains("${") ? "" : " -d " + quoted(text.replaceFirst("[.;:]$", "").replace("%%", "%"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
