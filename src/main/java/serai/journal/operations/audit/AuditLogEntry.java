package serai.journal.operations.audit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One act of an operator.
 *
 * @param nr      its number; higher than those of earlier acts
 * @param at      when it was done
 * @param actor   who did it: {@code cli:} and the system's user, or {@code page:} and the operations page's
 * @param act     what was done: {@code retry}, {@code edit}, {@code drop}, {@code resume}, {@code replay}, …
 * @param subject to what: ids of dead letters, a destination, or a learner by the platform's id, such as {@code mct:13273}; without
 *                names
 * @param count   how many records it has changed
 * @param why     the operator's reason, which is shown to operators only; null if none was asked for
 */
public record AuditLogEntry(long nr, Instant at, String actor, String act, String subject, long count, @Nullable String why) {
}
