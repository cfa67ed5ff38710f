package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;

/**
 * {@code csv:rows}: {@link CsvRows} for programs, with times in ISO 8601 and UTC, and with a byte order mark by {@code
 * serai.csv.bom}.
 */
@DataTypeTransformer(name = "csv:rows", description = "Learning records as comma-separated values, for programs")
public final class CsvRowsTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new CsvRows(Settings.of(context).flag(FormatSetting.CSV_BOM));
    }
}
