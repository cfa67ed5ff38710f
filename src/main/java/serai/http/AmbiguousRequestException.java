package serai.http;

import io.netty.handler.codec.DecoderException;

/** A request is not HTTP/1.1, or can be read in two ways. The sender sees the message, which quotes nothing of the request. */
public final class AmbiguousRequestException extends DecoderException {

    private static final long serialVersionUID = 1;

    AmbiguousRequestException(String why) {
        super(why);
    }

    /** No stack trace: any sender can cause the exception, and it is always thrown in the same place. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
