package serai.cli.people;

import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.people.LearnerName;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The option that sends a learner's records again, since the learner is now another person to Serai, or none. */
final class SendAgainOption {

    @Option(names = "--send-again", paramLabel = "DESTINATION",
            description = "Send the learner's records again that this destination has by now, with the person as it is now. Repeat "
                    + "the option for each destination.")
    private List<String> destinations = List.of();

    /** Whether records are to be sent again at all. */
    boolean isAsked() {
        return !destinations.isEmpty();
    }

    /** Refuses destinations that the journal does not have, before anything is changed. */
    void require(CommandContext command) {
        destinations.forEach(command.operations().destinations()::require);
    }

    void send(CommandContext command, LearnerName learner, String why, PrintWriter out) {
        JournalOperations operations = command.operations();
        for (String destination : destinations) {
            int sent = operations.unmatched().sendAgain(destination, learner.platform(), learner.learner(),
                    operations.search().numbers(learner.learner()), why);
            out.printf(Locale.ROOT, "%s of its records will be sent to %s again%n", sent, destination);
        }
    }
}
