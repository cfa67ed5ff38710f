package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unzips all members of a file (RFC 1952, section 2.2), and fails if many members in a row are empty: Java makes one nested
 * call for each of those, until the stack overflows.
 */
public final class Gunzip extends GZIPInputStream {

    private static final int EMPTY_MAX = 100;
    private static final int BUFFER_BYTES = 8_192;

    private int deep;

    /** @throws ZipException if the input is not zipped */
    public Gunzip(InputStream zipped) throws IOException {
        super(zipped, BUFFER_BYTES);
    }

    /**
     * @throws EmptyMembersException if more than 100 members in a row are empty; other {@link ZipException}s if the input is
     * not zipped
     */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (deep > EMPTY_MAX + 1) { // one call for the end of the last member with content, and one for each empty member
            throw new EmptyMembersException();
        }
        deep++;
        try {
            return super.read(to, offset, length);
        } finally {
            deep--;
        }
    }

    /** The input has too many empty members in a row. */
    static final class EmptyMembersException extends ZipException implements ShowableMessage {

        private EmptyMembersException() {
            super("compressed in more than %s empty gzip members in a row".formatted(EMPTY_MAX));
        }
    }
}
