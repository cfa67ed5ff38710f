package serai.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import serai.model.InstantText;
import serai.model.LearningRecord;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Writes one JSON array of flat objects: the parameter of a statement that stores a whole page. Statements read it with
 * {@code json_to_recordset}, {@code json_each}, {@code JSON_TABLE} or {@code OPENJSON}. Keys are in snake case. Times are ISO
 * 8601 in UTC with exactly six digits of a fraction, so that sorting them as text sorts them by time; databases keep no more
 * digits. A missing value is left out; all these functions read it as null.
 */
public final class SqlRows implements Format {

    private static final Column[] COLUMNS = Column.values();

    @Override
    public String write(List<LearningRecord> records) {
        return Json.array(records, SqlRows::row);
    }

    private static void row(LearningRecord record, JsonGenerator json) throws IOException {
        KnownType.of(record, "rows for SQL");
        json.writeStartObject();
        for (Column column : COLUMNS) {
            Object value = column.value(record);
            if (value == null) {
                continue;
            }
            json.writeFieldName(column.property());
            if (value instanceof BigDecimal number) {
                json.writeNumber(number);
            } else if (value instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else if (value instanceof Instant time) {
                json.writeString(InstantText.microseconds(time));
            } else {
                json.writeString((String) value);
            }
        }
        json.writeEndObject();
    }
}
