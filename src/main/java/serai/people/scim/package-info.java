/** The organisation's people from a server of SCIM 2.0 (RFC 7643, RFC 7644): its pages, and what changed since. */
@NullMarked
package serai.people.scim;

import org.jspecify.annotations.NullMarked;
