/** Rules about route files: how they are written, and whether they can be loaded together. */
@NullMarked
package serai.check.files;

import org.jspecify.annotations.NullMarked;
