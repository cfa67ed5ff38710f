/** The operations page: what flows, what failed, and what operators can do about it. It knows the journal by its reports alone. */
@NullMarked
package serai.console;

import org.jspecify.annotations.NullMarked;
