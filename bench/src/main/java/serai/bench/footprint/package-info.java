/** Benches of one Serai beside a bare server: how soon it is there, and how much memory it takes. */
package serai.bench.footprint;
