/**
 * What {@code ./serai doctor} finds out by trying it: examinations, each of one thing that Serai needs, and what they observe.
 * {@code network} has sources and HTTP destinations, {@code database} databases, {@code machine} folders, ports and the process.
 * An examination changes nothing: no record is sent, no message received, no table made, no file left behind.
 */
@NullMarked
package serai.doctor;

import org.jspecify.annotations.NullMarked;
