package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;

/** {@code json:lines}: {@link JsonLines}. */
@DataTypeTransformer(name = "json:lines", description = "Learning records in canonical JSON, one a line")
public final class JsonLinesTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new JsonLines();
    }
}
