/** Passwords with which others sign in to Serai: generated, hashed, read from a file, and compared. */
package serai.passwords;
