/** The organisation's courses, and where their list is read from: a file, or a query. */
@NullMarked
package serai.people.course;

import org.jspecify.annotations.NullMarked;
