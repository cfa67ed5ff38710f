/** Rules of the file with the organisation's people, of which they quote nothing. */
@NullMarked
package serai.check.people;

import org.jspecify.annotations.NullMarked;
