/** What commands read and print: text for people, JSON, questions, errors, log, environment. */
package serai.cli.terminal;
