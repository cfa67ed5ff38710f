package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unzips members one behind the other (RFC 1952, section 2.2), and gives up where many of them in a row hold nothing: for each of
 * those, Java goes one call deeper, until there is no room on the stack.
 */
public final class Gunzip extends GZIPInputStream {

    private static final int EMPTY_MAX = 100;
    private static final int BUFFER_BYTES = 8_192;

    private int deep;

    /** @throws ZipException if what comes is not zipped */
    public Gunzip(InputStream zipped) throws IOException {
        super(zipped, BUFFER_BYTES);
    }

    /** @throws EmptyMembersException if more than 100 members in a row are empty; other {@link ZipException}s if what comes is not zipped */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (deep > EMPTY_MAX + 1) { // calls: the one that ended a member with something in it, and one for each empty member
            throw new EmptyMembersException();
        }
        deep++;
        try {
            return super.read(to, offset, length);
        } finally {
            deep--;
        }
    }

    /** What comes goes on and on, and nothing is in it. */
    static final class EmptyMembersException extends ZipException implements ShowableMessage {

        private EmptyMembersException() {
            super("zipped in more than %s empty members one behind the other".formatted(EMPTY_MAX));
        }
    }
}
