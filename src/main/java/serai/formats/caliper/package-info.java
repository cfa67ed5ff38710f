/** IMS Caliper 1.2: envelopes of events. */
package serai.formats.caliper;
