package serai.model;

import java.math.BigDecimal;

/**
 * What came of it.
 *
 * @param completed  whether the activity was completed
 * @param percentage the score from 0 to 100, exactly as many digits as were sent; null where there was no exam (never 0)
 */
public record Result(boolean completed, BigDecimal percentage) {
}
