/** Input and output of commands: text for people, JSON, questions, errors, log, environment. */
package serai.cli.terminal;
