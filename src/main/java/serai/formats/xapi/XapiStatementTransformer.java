package serai.formats.xapi;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;
import serai.formats.Format;
import serai.formats.RecordsTransformer;

/** {@code xapi:statement}: {@link XapiStatements}, with the settings of {@link XapiSettings}. */
@DataTypeTransformer(name = "xapi:statement",
        description = "Learning records as statements of the Experience API")
public final class XapiStatementTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new XapiStatements(XapiSettings.of(context));
    }
}
