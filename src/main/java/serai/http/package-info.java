/** Defines what Serai's servers accept as HTTP/1.1, which is less than the library accepts. Imports no other package of Serai. */
@NullMarked
package serai.http;

import org.jspecify.annotations.NullMarked;
