/** Requests of browsers and their answers, on threads beside the event loop. */
@NullMarked
package serai.console.web;

import org.jspecify.annotations.NullMarked;
