/** The command {@code dead-letters}, for the dead letters of the journal and those of the broker. */
package serai.cli.deadletters;
