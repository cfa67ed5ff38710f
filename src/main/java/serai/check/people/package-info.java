/** Rules of the file with the organisation's people; they quote no value of it. */
@NullMarked
package serai.check.people;

import org.jspecify.annotations.NullMarked;
