/** What Camel finds by itself: files are loaded, and endpoints, expressions and routes made, without anything that starts. */
@NullMarked
package serai.check.camel;

import org.jspecify.annotations.NullMarked;
