package serai.check;

/**
 * Where something stands in a file.
 *
 * @param file   the file's name as people write it; if there is no file, the name of what is meant; never empty
 * @param line   from 1; 0 if it is not known
 * @param column from 1; 0 if it is not known
 */
public record Place(String file, int line, int column) {

    /** A whole file, or something that has no file, such as the environment. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** The place as compilers print it: {@code routes/router.camel.yaml:14:17}. */
    @Override
    public String toString() {
        String shown = line > 0 ? file + ":" + line : file;
        return line > 0 && column > 0 ? shown + ":" + column : shown;
    }
}
