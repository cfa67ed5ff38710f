package serai.formats.lines;

import serai.formats.SpreadsheetText;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@link serai.formats.CsvRows}: the first is the heading, which says where the platform and the learner stand. */
final class CsvLineReader implements LineReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String platform;
    private final String learner;
    private boolean quoted;
    private boolean headed;
    private int ofPlatform = -1;
    private int ofLearner = -1;

    CsvLineReader(String platform, String learner) {
        this.platform = platform;
        this.learner = SpreadsheetText.safe(learner);
    }

    @Override
    public boolean isEnd(byte one) {
        quoted ^= one == '"';
        return one == '\n' && !quoted;
    }

    /** The heading is nobody's; a row's owner is unknown if the heading lacks one of the columns, or the row has fewer fields. */
    @Override
    public LineOwner owner(byte[] line) {
        List<String> fields = fields(new String(line, StandardCharsets.UTF_8));
        if (!headed) {
            headed = true;
            ofPlatform = fields.indexOf("platform");
            ofLearner = fields.indexOf("learner_id");
            return LineOwner.ANOTHERS;
        }
        if (ofPlatform < 0 || ofLearner < 0 || fields.size() <= Math.max(ofPlatform, ofLearner)) {
            return LineOwner.UNKNOWN;
        }
        return fields.get(ofPlatform).equals(platform) && fields.get(ofLearner).equalsIgnoreCase(learner) ? LineOwner.THEIRS
                : LineOwner.ANOTHERS;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inQuotes = false;
        for (int i = line.startsWith(BYTE_ORDER_MARK) ? 1 : 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one == '"') {
                if (inQuotes && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    inQuotes = !inQuotes;
                }
            } else if (!inQuotes && (one == ',' || one == '\r' || one == '\n')) {
                if (one == ',') {
                    fields.add(field.toString());
                    field.setLength(0);
                }
            } else {
                field.append(one);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
