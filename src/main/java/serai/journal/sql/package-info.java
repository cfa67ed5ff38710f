/**
 * The journal in tables, whatever the database: what every store shares. {@code write} has the only writer of a process and all
 * that it stores, {@code query} the queries, {@code index} what the writer knows of records, {@code batch} their binary form.
 */
@NullMarked
package serai.journal.sql;

import org.jspecify.annotations.NullMarked;
