/** Input and output of commands: text for people, JSON, questions, errors, log, environment. */
@NullMarked
package serai.cli.terminal;

import org.jspecify.annotations.NullMarked;
