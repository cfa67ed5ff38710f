package serai.http;

import io.netty.handler.codec.DecoderException;

/** What came is no HTTP/1.1, or could be read in two ways. Its message is meant for the sender and quotes nothing. */
public final class AmbiguousRequestException extends DecoderException {

    private static final long serialVersionUID = 1;

    AmbiguousRequestException(String why) {
        super(why);
    }

    /** Anybody can cause it, and it is always thrown in the same place. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
