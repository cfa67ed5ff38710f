/** {@code simulate}, {@code sandbox} and {@code praesidium-test}: invented events. */
@NullMarked
package serai.cli.simulate;

import org.jspecify.annotations.NullMarked;
