package serai.formats.lines;

/** Reads a file of one format from its beginning, byte by byte, and says of each line whose it is. */
interface LineReader {

    /** Takes the next byte; tells whether a line ends with it. */
    boolean isEnd(byte one);

    /** @param line with its end; the file's last may have none */
    LineOwner owner(byte[] line);
}
