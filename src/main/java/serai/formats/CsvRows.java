package serai.formats;

import serai.model.LearningRecord;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Comma-separated values as RFC 4180 has them: a heading line, lines ended by CR LF, a field in quotes where it holds a
 * comma, a quote or a line end. What a record doesn't have is an empty field.
 *
 * <p>A learner chooses their own name, and a spreadsheet takes a text that begins with {@code =}, {@code +}, {@code -},
 * {@code @}, tab or CR for a formula. Such a text gets an apostrophe before it; whoever reads the file with a program
 * takes it off. Numbers are written as they are.
 */
public final class CsvRows implements Format {

    private static final String LINE_END = "\r\n";
    private static final Pattern TO_QUOTE = Pattern.compile("[,\"\r\n]");
    private static final Column[] COLUMNS = Column.values();

    @Override
    public String write(List<LearningRecord> records) {
        StringBuilder lines = new StringBuilder();
        for (Column column : COLUMNS) {
            lines.append(column.title()).append(separatorAfter(column));
        }
        for (LearningRecord record : records) {
            KnownType.of(record, "CSV");
            for (Column column : COLUMNS) {
                lines.append(field(column.value(record))).append(separatorAfter(column));
            }
        }
        return lines.toString();
    }

    private static String separatorAfter(Column column) {
        return column.ordinal() == COLUMNS.length - 1 ? LINE_END : ",";
    }

    private static String field(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = defused(value.toString());
        return TO_QUOTE.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String defused(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
