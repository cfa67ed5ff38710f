package serai.formats;

import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Comma-separated values by RFC 4180: a heading line, lines that end with CR LF, quotes around a field that holds a comma, a
 * quote or a line end. A missing value is an empty field.
 *
 * <p>The heading says in which zone and form times are written, if that is not ISO 8601 in UTC: files that differ in that also
 * differ in their first line.
 *
 * <p>Learners choose their own names, and a spreadsheet may take such a name for a formula: see {@link SpreadsheetText}.
 */
public final class CsvRows implements Format {

    private static final String LINE_END = "\r\n";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Column[] COLUMNS = Column.values();

    private final boolean bom;
    private final TimeForm times;

    /** @param bom whether the text begins with a byte order mark, by which Microsoft Excel recognises UTF-8 */
    public CsvRows(boolean bom) {
        this(bom, TimeForm.ISO);
    }

    CsvRows(boolean bom, TimeForm times) {
        this.bom = bom;
        this.times = times;
    }

    /** For persons, who open it with a spreadsheet: with a byte order mark, and times as cells of times. */
    static CsvRows forSpreadsheets(TimeForm times) {
        return new CsvRows(true, times);
    }

    @Override
    public String write(List<LearningRecord> records) {
        StringBuilder lines = new StringBuilder(bom ? BYTE_ORDER_MARK : "");
        for (Column column : COLUMNS) {
            text(column.isTime() ? times.title(column.title()) : column.title(), lines);
            lines.append(separatorAfter(column));
        }
        for (LearningRecord record : records) {
            KnownType.of(record, "CSV");
            for (Column column : COLUMNS) {
                field(column.value(record), lines);
                lines.append(separatorAfter(column));
            }
        }
        return lines.toString();
    }

    private static String separatorAfter(Column column) {
        return column.ordinal() == COLUMNS.length - 1 ? LINE_END : ",";
    }

    private void field(@Nullable Object value, StringBuilder line) {
        if (value instanceof BigDecimal number) {
            line.append(number.toPlainString());
        } else if (value instanceof Instant time) {
            text(times.text(time), line);
        } else if (value != null) {
            text(value.toString(), line);
        }
    }

    private static void text(String text, StringBuilder line) {
        if (SpreadsheetText.isPlain(text)) { // nearly every text is
            line.append(text);
            return;
        }
        String safe = SpreadsheetText.safe(text);
        if (isToQuote(safe)) {
            line.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            line.append(safe);
        }
    }

    private static boolean isToQuote(String text) {
        return text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
}
