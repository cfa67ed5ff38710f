package serai.cli.deadletters;

import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.cli.operate.IsolatedIntake;
import serai.cli.operate.RouterDryRun;
import serai.journal.Appended;
import serai.journal.DeadLetterId;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.DeadLetters;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.settings.known.PraesidiumSetting;
import serai.sources.UnreadableEventException;
import serai.sources.praesidium.PraesidiumDecoder;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import static serai.installation.Installation.SERAI;

/**
 * Takes in bodies that the webhook has refused: unchanged, if the corrected router accepts them now, or as an operator has
 * corrected them.
 */
final class RejectedRetry {

    private final CommandContext command;
    private final PrintWriter out;

    RejectedRetry(CommandContext command, PrintWriter out) {
        this.command = command;
        this.out = out;
    }

    /**
     * Takes the bodies in. Once a body is kept, it is removed from the refused ones.
     *
     * @param mended bodies to take in instead of those received
     * @throws Exception if a body can't be taken in; that body and those after it stay among the refused ones. The message has
     *                   one line
     */
    void carryOut(Collection<DeadLetterId> ids, Map<DeadLetterId, byte[]> mended) throws Exception {
        DeadLetters letters = command.operations().deadLetters();
        String source = command.settings().text(PraesidiumSetting.SOURCE);
        command.operations().requireFixed("source.praesidium", PraesidiumSetting.SOURCE.key(), source);
        PraesidiumDecoder decoder = new PraesidiumDecoder(source, command.clock());
        try (IsolatedIntake intake = new IsolatedIntake(command, List.of(RouterDryRun.FILE))) {
            for (DeadLetterId id : ids) {
                byte[] edited = mended.get(id);
                byte[] body = edited == null ? received(letters.get(id)).bytes() : edited;
                Appended outcome = takeIn(intake, id, decoder, body);
                letters.forgetRejected(id);
                out.printf(Locale.ROOT, "%s: %s%n", id, outcome == null ? "filtered by a route" : switch (outcome) {
                    case STORED -> "kept";
                    case DUPLICATE -> "known already";
                    case DIFFERS -> "known with other content; see " + SERAI + " dead-letters list --from " + source;
                    case FORGOTTEN -> "counted and not kept, since its learner was forgotten";
                });
            }
        } finally {
            out.flush();
        }
    }

    /** @throws IllegalArgumentException if what was received is no longer kept */
    static Payload received(DeadLetterDetails details) {
        if (details.raw() == null) {
            throw new IllegalArgumentException(details.letter().id() + " is no longer kept; there is nothing to take in");
        }
        return details.raw();
    }

    private static @Nullable Appended takeIn(IsolatedIntake intake, DeadLetterId id, PraesidiumDecoder decoder, byte[] body) {
        try {
            LearningRecord record = decoder.decode(body);
            return intake.takeIn("direct:router", record, Map.of("type", record.type()));
        } catch (CamelExecutionException e) {
            Throwable failure = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException("%s: the router failed with a %s".formatted(id, failure.getClass().getSimpleName()), e);
        } catch (IllegalArgumentException | UnreadableEventException e) {
            throw new IllegalArgumentException("%s: %s".formatted(id, e.getMessage()), e);
        }
    }
}
