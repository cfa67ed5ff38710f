package serai.cli.operate;

import picocli.CommandLine.Command;
import serai.cli.terminal.Version;
import serai.journal.operations.InstanceReport;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** {@code ./serai instances}. */
@Command(name = "instances", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the instances that share the journal: version, since when they run, when they were last heard of, and the "
                + "destinations that each delivers to.")
public final class InstancesCommand extends OperatorCommand {

    @Override
    protected void work(CommandContext command) {
        List<InstanceReport> instances = command.operations().instances();
        if (instances.isEmpty()) {
            out().println("no instance has the journal open");
        }
        for (InstanceReport one : instances) {
            out().printf(Locale.ROOT, "%s  %s  since %s  %s%s  %s%n", one.name(), one.version(),
                    one.begun().truncatedTo(ChronoUnit.SECONDS), one.lives() ? "seen " : "gone, last seen ",
                    one.seen().truncatedTo(ChronoUnit.SECONDS),
                    one.leases().isEmpty() ? "delivers to none" : "delivers to " + String.join(", ", one.leases()));
        }
    }
}
