/** Commands for operators of a Serai: status, destinations, replay, backup, restore, password. */
@NullMarked
package serai.cli.operate;

import org.jspecify.annotations.NullMarked;
