package serai.cli.people;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.terminal.Reason;
import serai.cli.terminal.Version;
import serai.journal.operations.people.LearnerName;
import serai.journal.operations.people.PersonLink;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ./serai people link LEARNER PERSON}. */
@Command(name = "link", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Says which person of the organisation a learner of a platform is. Records that wait for that are sent; a "
                + "former link of that learner is replaced.")
final class PeopleLinkCommand extends OperatorCommand {

    @Parameters(index = "0", paramLabel = "LEARNER", description = "The platform and its id of the learner, such as mct:13273.")
    private String learner;

    @Parameters(index = "1", paramLabel = "PERSON", description = "The organisation's id, such as E-1029.")
    private String person;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Your reason; the audit log keeps it.")
    private String why = "";

    @Option(names = "--unknown", description = "Link even if the directory (serai.people) has nobody with that id.")
    private boolean unknown;

    @Mixin
    private SendAgainOption sendAgain;

    @Override
    protected void work(CommandContext command) throws Exception {
        LearnerName named = LearnerName.of(learner);
        String id = person.strip();
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the person is empty; give the organisation's id, such as E-1029");
        }
        if (!unknown && !KnownIds.missing(command, Set.of(id)).isEmpty()) {
            throw new IllegalArgumentException("the directory (serai.people) has no person '%s'; correct it, or add --unknown"
                    .formatted(id));
        }
        sendAgain.require(command);
        int changed = command.operations().links()
                .link(List.of(new PersonLink(named.platform(), named.learner(), id, command.clock().instant())), Reason.of(why));
        out().printf(Locale.ROOT, "%s %s %s%n", named, changed == 0 ? "was linked already to" : "is", id);
        sendAgain.send(command, named, Reason.of(why), out());
    }
}
