/** Threads that must live for as long as Serai does, and reports of their failures. */
@NullMarked
package serai.threads;

import org.jspecify.annotations.NullMarked;
