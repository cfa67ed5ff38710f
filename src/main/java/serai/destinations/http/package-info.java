/**
 * HTTP endpoints: each request is sent once; each attempt is bounded in time ({@code AttemptTimeLimit}), and each answer in length;
 * the answer is checked to be the intended endpoint's.
 */
@NullMarked
package serai.destinations.http;

import org.jspecify.annotations.NullMarked;
