/** Makes learning records of events of Microsoft Community Training. */
@NullMarked
package serai.sources.mct;

import org.jspecify.annotations.NullMarked;
