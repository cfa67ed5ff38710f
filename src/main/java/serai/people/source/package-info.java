/** Where the organisation's people and courses are read from: CSV files and queries, row by row, and the people in these rows. */
@NullMarked
package serai.people.source;

import org.jspecify.annotations.NullMarked;
