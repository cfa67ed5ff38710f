package serai.settings;

import org.apache.camel.spi.PropertiesSource;

/** A source of settings whose values are literal text: braces in them are not placeholders. */
public interface LiteralPropertiesSource extends PropertiesSource {
}
