/** Threads that must live for as long as Serai does, and reports of their failures. */
package serai.threads;
