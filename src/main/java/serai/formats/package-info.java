/**
 * The formats in which destinations get learning records. Each format is one class and one Camel data type; it writes the list
 * of records of a batch.
 */
@NullMarked
package serai.formats;

import org.jspecify.annotations.NullMarked;
