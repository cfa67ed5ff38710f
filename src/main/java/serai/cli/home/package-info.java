/** {@code serai init}, {@code copy-shipped}, {@code diff-shipped}: the folder of the user's own files, apart from shipped ones. */
@NullMarked
package serai.cli.home;

import org.jspecify.annotations.NullMarked;
