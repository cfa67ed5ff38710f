/** What Serai is compared with, limits and peers: the programs, and how each is started. */
package serai.bench.peer;
