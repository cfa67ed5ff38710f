/** Examines databases: can Serai sign in, are the tables there, may it write to them, is TLS in use, is the clock right. */
@NullMarked
package serai.doctor.database;

import org.jspecify.annotations.NullMarked;
