/** {@code simulate}, {@code sandbox} and {@code praesidium-test}: events that nobody has caused. */
package serai.cli.simulate;
