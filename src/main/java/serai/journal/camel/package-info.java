/** The Camel component {@code journal:}: routes append to the journal, and destinations are routes that read from it. */
package serai.journal.camel;

