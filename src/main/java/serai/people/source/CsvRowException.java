package serai.people.source;

import java.io.IOException;
import java.nio.file.Path;

/** A row of a file that can't be read. The message has the place, and nothing of what stands there. */
public final class CsvRowException extends IOException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final String cause;

    /**
     * @param line  from 1
     * @param cause in one line, without anything of what stands there
     */
    public CsvRowException(Path file, int line, String cause) {
        super("%s:%s: %s".formatted(file, line, cause));
        this.line = line;
        this.cause = cause;
    }

    /** The line of the file, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, without the place. */
    public String what() {
        return cause;
    }
}
