/** Benches of what could get slower with size: a large journal, many destinations. */
package serai.bench.growth;
