/** The command line: {@code ./serai run}, {@code demo}, {@code sandbox}, … */
package serai.cli;
