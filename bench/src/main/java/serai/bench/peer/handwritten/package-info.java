/** The peer that a good engineer would write by hand in a day: its server, what it takes from an event, and its table. */
package serai.bench.peer.handwritten;
