/** Serai itself as a side of a comparison: as a process, as it is shipped, or in this process; and its routes. */
package serai.bench.ours;
