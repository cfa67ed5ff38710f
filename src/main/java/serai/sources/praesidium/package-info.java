/** Makes learning records of events of Praesidium Academy. */
@NullMarked
package serai.sources.praesidium;

import org.jspecify.annotations.NullMarked;
