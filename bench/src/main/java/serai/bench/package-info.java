/** The command {@code bench/run}, and the list of all that it measures. */
package serai.bench;
