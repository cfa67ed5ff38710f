/** A certificate of ours and its key, from files that may change while Serai runs: the webhook's, and a destination's. */
package serai.tls;

