/**
 * Serai: takes learner events in, keeps each one safe, and sends it on.
 *
 * <p>{@link serai.Serai#addTo} is the way in for whoever embeds it; {@code serai.cli} runs it alone.
 */
@NullMarked
package serai;

import org.jspecify.annotations.NullMarked;
