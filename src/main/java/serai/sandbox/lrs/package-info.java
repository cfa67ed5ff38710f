/** A learning record store by xAPI 1.0.3, in memory. */
package serai.sandbox.lrs;
