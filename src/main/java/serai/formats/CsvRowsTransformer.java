package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;

/** {@code csv:rows}: {@link CsvRows}. */
@DataTypeTransformer(name = "csv:rows", description = "Learning records as comma-separated values")
public final class CsvRowsTransformer extends RecordsTransformer {

    @Override
    Format format(CamelContext context) {
        return new CsvRows();
    }
}
