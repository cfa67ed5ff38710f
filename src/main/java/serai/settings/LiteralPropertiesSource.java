package serai.settings;

import org.apache.camel.spi.PropertiesSource;

/** A source of settings whose values are text: braces in them are braces, and no placeholders. */
public interface LiteralPropertiesSource extends PropertiesSource {
}
