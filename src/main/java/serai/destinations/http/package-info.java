/** HTTP endpoints: each request is sent once; each answer is bounded, and checked to be the intended endpoint's. */
@NullMarked
package serai.destinations.http;

import org.jspecify.annotations.NullMarked;
