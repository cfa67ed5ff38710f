/** Reads the organisation's people from a SCIM 2.0 server (RFC 7643, RFC 7644): all pages, or only what has changed. */
@NullMarked
package serai.people.scim;

import org.jspecify.annotations.NullMarked;
