/**
 * What learning records become for the outside world: one class a format, each a Camel data type for the list of
 * records that a destination's page is.
 */
package serai.formats;

