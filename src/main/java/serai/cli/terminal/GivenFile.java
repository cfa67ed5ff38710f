package serai.cli.terminal;

import picocli.CommandLine.ITypeConverter;

import java.nio.file.Path;

/**
 * A file that is named on the command line: it is where the caller stands. The launcher goes from there to the home, where settings
 * and data are.
 */
public final class GivenFile implements ITypeConverter<Path> {

    /** Set by the launcher where the two folders differ. */
    private static final String FOLDER = "serai.called.from";

    @Override
    public Path convert(String file) {
        return at(file);
    }

    /** The path of a file as its name was given. */
    public static Path at(String name) {
        String folder = System.getProperty(FOLDER);
        return folder == null ? Path.of(name) : Path.of(folder).resolve(name);
    }
}
