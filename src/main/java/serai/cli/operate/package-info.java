/** Commands for operators: status, replay, destinations, the journal, backup and restore, reload, passwords. */
@NullMarked
package serai.cli.operate;

import org.jspecify.annotations.NullMarked;
