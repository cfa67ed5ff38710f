package serai.cli.terminal;

import picocli.CommandLine.ITypeConverter;

import java.nio.file.Path;

/**
 * A file that is named on the command line, relative to the caller's folder. The launcher changes from that folder to the home,
 * where settings and data are.
 */
public final class CommandLineFile implements ITypeConverter<Path> {

    /** The launcher sets this property to the caller's folder if that is not the home. */
    private static final String FOLDER = "serai.called.from";

    @Override
    public Path convert(String file) {
        return at(file);
    }

    /** The path of a file whose name was typed. */
    public static Path at(String name) {
        String folder = System.getProperty(FOLDER);
        return folder == null ? Path.of(name) : Path.of(folder).resolve(name);
    }
}
