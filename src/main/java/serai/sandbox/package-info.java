/**
 * Local stand-ins for the remote parties: this package has the HTTP server of a learning record store and of Praesidium's test
 * endpoint; {@code servicebus} has a broker. Methods of the stand-ins cause faults. For tests, {@code serai demo} and
 * {@code serai sandbox}; nothing here survives the process, and no source or destination imports it.
 */
@NullMarked
package serai.sandbox;

import org.jspecify.annotations.NullMarked;
