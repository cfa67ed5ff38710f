/** What Camel itself finds wrong: Serai loads files, and makes endpoints, expressions and routes, but starts nothing. */
@NullMarked
package serai.check.camel;

import org.jspecify.annotations.NullMarked;
