package serai.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * The outcome of an event.
 *
 * @param completed  whether the activity was completed
 * @param percentage the score from 0 to 100, with exactly the digits that were sent; null (never 0) if there was no exam
 */
public record Result(boolean completed, @Nullable BigDecimal percentage) {
}
