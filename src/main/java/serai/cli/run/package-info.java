/** {@code run} and {@code demo}: Serai alone in a process. */
package serai.cli.run;
