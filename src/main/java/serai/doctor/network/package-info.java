/** Examines what is reached by the network: does the name resolve, does the port answer, is TLS valid, is the sign-in accepted. */
@NullMarked
package serai.doctor.network;

import org.jspecify.annotations.NullMarked;
