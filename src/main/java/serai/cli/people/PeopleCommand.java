package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import serai.cli.terminal.Version;

import static serai.installation.Installation.SERAI;

/** {@code ./serai people}: shows learners whose records wait because nobody is known for them, and links learners to people. */
@Command(name = "people", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows the learners for whom no person is known, and links them to people of the organisation. A running "
                + "Serai acts on it within seconds; otherwise the next run does.",
        subcommands = {PeopleUnmatchedCommand.class, PeopleLinkCommand.class, PeopleUnlinkCommand.class, PeopleReleaseCommand.class,
                PeopleImportCommand.class,
                PeopleExportCommand.class})
public final class PeopleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand, such as " + SERAI + " people unmatched");
    }
}
