/** What a bench has of its machine: an empty folder, free ports, processes that end with it. */
package serai.bench.machine;
