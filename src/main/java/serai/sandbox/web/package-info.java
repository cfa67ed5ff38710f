/** Shared code of the sandbox's HTTP endpoints: checks of callers, answers, and faults on demand. */
package serai.sandbox.web;
