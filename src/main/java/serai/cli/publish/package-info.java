/** Sends invented events to Serai, by the ways on which the platforms send theirs. */
package serai.cli.publish;
