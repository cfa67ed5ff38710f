/** Shared code of the sandbox's HTTP endpoints: checks of callers, answers, and faults on demand. */
@NullMarked
package serai.sandbox.web;

import org.jspecify.annotations.NullMarked;
