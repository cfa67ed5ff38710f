/** Comparisons: how they are measured, and how their results are shown. */
package serai.bench.comparison;
