/**
 * Local stand-ins for the remote parties: a learning record store and Praesidium's test endpoint behind one HTTP server, which
 * stands here, and in {@code servicebus} a broker. With knobs for faults. For tests, {@code serai demo} and {@code serai sandbox};
 * nothing here survives the process, and no source or destination knows of it.
 */
package serai.sandbox;

