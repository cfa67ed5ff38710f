/** Spans of traces, as the journal keeps them and requests carry them. Nothing of OpenTelemetry's. */
@NullMarked
package serai.model.trace;

import org.jspecify.annotations.NullMarked;
