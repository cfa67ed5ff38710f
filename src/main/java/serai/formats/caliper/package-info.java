/** 1EdTech Caliper 1.2: envelopes of events. */
@NullMarked
package serai.formats.caliper;

import org.jspecify.annotations.NullMarked;
