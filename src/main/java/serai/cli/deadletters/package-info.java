/** The command {@code dead-letters}, for those of the journal and those of the broker. */
package serai.cli.deadletters;
