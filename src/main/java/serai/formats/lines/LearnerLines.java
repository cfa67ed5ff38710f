package serai.formats.lines;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Finds one learner's lines in a file of JSON Lines, as {@code json:lines} writes them, or of CSV, as {@code csv:rows} and {@code
 * csv:spreadsheet} write them; the file's beginning tells which it is. A line is a record, with its end; in CSV, a field in
 * quotes may have line ends.
 *
 * @param platform the platform's name, such as {@code MCT}
 * @param learner  the learner as the file's destination knows it: the platform's id, or a pseudonym
 */
public record LearnerLines(String platform, String learner) {

    private static final int BUFFER = 65_536;
    /** Far more than a record may have. */
    private static final int LINE_MAX = 64 * 1024 * 1024;

    /**
     * What was found in a file.
     *
     * @param theirs  how many lines are the learner's
     * @param others  how many are another's, or nobody's
     * @param unknown how many do not tell whose they are in a form that is known, without a last line that has no end
     */
    public record Found(long theirs, long others, long unknown) {
    }

    /** Counts the learner's lines in the text. */
    public Found count(InputStream text) throws IOException {
        return read(text, null);
    }

    /** Writes every line but the learner's to another file, byte for byte. */
    public Found copyOthers(InputStream text, OutputStream others) throws IOException {
        return read(text, others);
    }

    private Found read(InputStream text, @Nullable OutputStream others) throws IOException {
        long[] found = new long[LineOwner.values().length];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        LineReader reader = null; // until the first byte is known
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            int begin = 0;
            for (int i = 0; i < length; i++) {
                reader = reader == null ? reader(buffer[i]) : reader;
                if (reader.isEnd(buffer[i])) {
                    line.write(buffer, begin, i + 1 - begin);
                    begin = i + 1;
                    end(line, reader, found, others);
                }
            }
            line.write(buffer, begin, length - begin);
            if (line.size() > LINE_MAX) {
                throw new IOException("a line has more than %s bytes".formatted(LINE_MAX));
            }
        }
        if (line.size() > 0 && reader != null) {
            long unknown = found[LineOwner.UNKNOWN.ordinal()];
            end(line, reader, found, others);
            found[LineOwner.UNKNOWN.ordinal()] = unknown; // in a file that grows, the rest of the line may still be to come
        }
        return new Found(found[LineOwner.THEIRS.ordinal()], found[LineOwner.ANOTHERS.ordinal()],
                found[LineOwner.UNKNOWN.ordinal()]);
    }

    private LineReader reader(byte first) {
        return first == '{' ? new JsonLineReader(platform, learner) : new CsvLineReader(platform, learner);
    }

    private static void end(ByteArrayOutputStream line, LineReader reader, long[] found, @Nullable OutputStream others)
            throws IOException {
        LineOwner owner = reader.owner(line.toByteArray());
        found[owner.ordinal()]++;
        if (others != null && owner != LineOwner.THEIRS) {
            line.writeTo(others);
        }
        line.reset();
    }

    @Override
    public String toString() {
        return "LearnerLines[]"; // it has personal data
    }
}
