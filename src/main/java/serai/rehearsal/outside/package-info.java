/**
 * What stands in for everything outside of the process while a configuration is rehearsed: endpoints that record what they are
 * given, answer as the test says, and connect to nothing.
 */
@NullMarked
package serai.rehearsal.outside;

import org.jspecify.annotations.NullMarked;
