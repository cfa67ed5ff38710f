package serai.journal.operations.person;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An act by which a person was forgotten. It names nobody.
 *
 * @param nr     its number
 * @param at     when it was done, or repeated
 * @param why    the operator's reason
 * @param later  whether events that come later are counted and not kept
 * @param events how many have come since, and were counted
 * @param lastAt when the last of them came; null if none has
 */
public record ForgottenPerson(long nr, Instant at, String why, boolean later, long events, @Nullable Instant lastAt) {
}
