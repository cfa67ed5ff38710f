/** Threads that must live for as long as Serai does, and what is told when one of them fails. */
package serai.threads;

