/** What the sandbox's endpoints share: who may come in, answers, and faults on demand. */
package serai.sandbox.web;
