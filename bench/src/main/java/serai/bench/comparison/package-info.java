/** What a comparison is, what its rounds have told, and how that is shown. */
package serai.bench.comparison;
