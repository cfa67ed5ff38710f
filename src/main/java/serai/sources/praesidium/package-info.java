/** Makes learning records of events of Praesidium Academy. */
package serai.sources.praesidium;
