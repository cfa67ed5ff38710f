package serai.formats.template;

import serai.formats.UntranslatableRecordException;

import java.io.Writer;

/** Text of a bounded length: a template that writes more is ended, before memory runs out. */
final class BoundedWriter extends Writer {

    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private final StringBuilder text = new StringBuilder();
    private final String template;
    private final int maxBytes;
    private long bytes;

    /**
     * @param template the template's name, for the message
     * @param maxBytes greatest length in UTF-8
     */
    BoundedWriter(String template, int maxBytes) {
        this.template = template;
        this.maxBytes = maxBytes;
    }

    /** @throws UntranslatableRecordException if the text becomes longer than it may be */
    @Override
    public void write(char[] characters, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char one = characters[i];
            bytes += one < ONE_BYTE ? 1 : one < TWO_BYTES || Character.isSurrogate(one) ? 2 : 3;
        }
        if (bytes > maxBytes) {
            throw UntranslatableRecordException.because("%s: makes more than %s bytes; maxBytes of its step bounds them"
                    .formatted(template, maxBytes));
        }
        text.append(characters, offset, length);
    }

    @Override
    public void flush() {
        // There is nothing behind it.
    }

    @Override
    public void close() {
        // There is nothing behind it.
    }

    int length() {
        return text.length();
    }

    /** The text from that index on. */
    String from(int index) {
        return text.substring(index);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
