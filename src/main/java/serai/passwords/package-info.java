/** Passwords that others sign in with: made, hashed, read from a file, compared. */
package serai.passwords;
