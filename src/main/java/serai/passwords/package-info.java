/** Passwords with which others sign in to Serai: generated, hashed, read from a file, and compared. */
@NullMarked
package serai.passwords;

import org.jspecify.annotations.NullMarked;
