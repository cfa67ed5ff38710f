package serai.cli;

import picocli.CommandLine.Option;
import serai.journal.DeadLetter;
import serai.journal.Selection;
import serai.journal.store.DeadLetters;

import java.time.Instant;
import java.util.function.Consumer;

/** Which dead letters. */
final class SelectionOptions {

    private static final String WEBHOOK = "webhook";

    @Option(names = "--destination", paramLabel = "NAME", description = "Of that destination only.")
    private String destination;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of that type only, such as COURSE_COMPLETED.")
    private String type;

    @Option(names = "--class", paramLabel = "CLASS",
            description = "Whose failure meant that: refused, conflict, forbidden, unavailable, misconfigured, differs.")
    private String failureClass;

    @Option(names = "--since", paramLabel = "TIME", converter = PointInTime.class,
            description = "Changed since: 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d.")
    private Instant since;

    @Option(names = "--from", paramLabel = "SOURCE",
            description = "What has not got as far as a destination: 'webhook' for bodies that were no event, or a source's name "
                    + "for events that it had sent before with other content.")
    private String from;

    void each(DeadLetters letters, Consumer<DeadLetter> to) {
        if (WEBHOOK.equals(from)) {
            letters.eachRejected(new Selection(null, null, null, since, null), to);
        } else {
            letters.each(new Selection(destination, type, failureClass, since, from), to);
        }
    }
}
