/** Benches of delivering: a full journal, a backlog, and how soon a single event arrives. */
package serai.bench.drain;
