/** The diagram of the flow: sources, router, journal and destinations, read from the loaded routes. */
@NullMarked
package serai.console.flow;

import org.jspecify.annotations.NullMarked;
