package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.IRI;
import static serai.settings.known.AllowedValues.REVERSE_DOMAIN;

/** Local times, and the formats CSV, Caliper and CloudEvents. */
public enum FormatSetting implements Setting {

    ZONE("serai.zone", "UTC", AllowedValues.ZONE,
            "time zone of the local dates and times that templates, routes and `csv:spreadsheet` make; records, `csv:rows` and tables "
                    + "stay in UTC"),
    CSV_TIME_FORMAT("serai.csv.time.format", "yyyy-MM-dd HH:mm:ss", AllowedValues.TIME_FORMAT,
            "form of the times in `csv:spreadsheet`, in the zone `serai.zone`; letters as in Java's `DateTimeFormatter`"),
    CSV_BOM("serai.csv.bom", "false", FLAG,
            "whether `csv:rows` begins with a byte order mark, so that Microsoft Excel reads it as UTF-8; `csv:spreadsheet` always "
                    + "does"),
    CALIPER_SENSOR("serai.caliper.sensor", "https://example.org/serai", IRI, "IRI of the sender in Caliper envelopes"),
    CLOUDEVENTS_TYPE("serai.cloudevents.type", "org.example.learning", REVERSE_DOMAIN,
            "prefix of the types of CloudEvents: your domain, reversed");

    private final SettingDefinition definition;

    FormatSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
