package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;

/** {@code sql:rows}: {@link SqlRows}. */
@DataTypeTransformer(name = "sql:rows", description = "Learning records as one JSON array of flat objects")
public final class SqlRowsTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new SqlRows();
    }
}
