/**
 * What learners cause on both platforms, as the platforms publish it: the sequences of events that their documents have, in any
 * number, with the irregularities of the samples and with faults on demand. A seed repeats all of it. Sends nothing.
 */
package serai.sandbox.platforms;

