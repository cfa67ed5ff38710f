package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;

/** {@code xapi:statement}: {@link XapiStatements}, with the settings of {@link XapiSettings}. */
@DataTypeTransformer(name = "xapi:statement",
        description = "Learning records as statements of the Experience API")
public final class XapiStatementTransformer extends RecordsTransformer {

    @Override
    Format format(CamelContext context) {
        return new XapiStatements(XapiSettings.of(context));
    }
}
