/** {@code simulate}, {@code sandbox} and {@code praesidium-test}: invented events. */
package serai.cli.simulate;
