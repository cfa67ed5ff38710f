package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;

import java.time.ZoneId;

/**
 * {@code csv:spreadsheet}: {@link CsvRows} for persons, with times in the form of {@code serai.csv.time.format} and the zone of
 * {@code serai.zone}.
 */
@DataTypeTransformer(name = "csv:spreadsheet", description = "Learning records as comma-separated values, for spreadsheets")
public final class CsvSpreadsheetTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        Settings settings = Settings.of(context);
        return CsvRows.forSpreadsheets(
                TimeForm.of(settings.text(FormatSetting.CSV_TIME_FORMAT), ZoneId.of(settings.text(FormatSetting.ZONE))));
    }
}
