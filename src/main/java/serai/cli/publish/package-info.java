/** Sends invented events to Serai in the way in which the platforms send theirs. */
package serai.cli.publish;
