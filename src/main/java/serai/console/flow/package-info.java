/** What is drawn of the flow: sources, router, journal and destinations, from the routes that are loaded. */
@NullMarked
package serai.console.flow;

import org.jspecify.annotations.NullMarked;
