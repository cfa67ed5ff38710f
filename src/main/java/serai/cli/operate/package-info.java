/** Commands for operators of a Serai: what stands where, what is decided about it, backups, and whatever else a page shows. */
@NullMarked
package serai.cli.operate;

import org.jspecify.annotations.NullMarked;
