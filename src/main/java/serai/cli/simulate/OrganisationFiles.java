package serai.cli.simulate;

import serai.files.OwnersFile;
import serai.files.OwnersFolder;
import serai.model.Platform;
import serai.sandbox.platforms.SimulatedOrganisation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;

/** The files of a simulated organisation. Each is moved into its place when it is whole: a running Serai reads the directory. */
final class OrganisationFiles {

    static final String DIRECTORY = "people.csv";

    private OrganisationFiles() {
    }

    /**
     * @throws IllegalArgumentException if the folder has a directory that no simulation has written
     */
    static void write(Path folder, Platform platform, SimulatedOrganisation organisation) throws IOException {
        String name = platform.name().toLowerCase(Locale.ROOT);
        OwnersFolder.make(folder);
        requireSimulated(folder);
        write(folder.resolve("truth-%s.csv".formatted(name)), to -> organisation.truth(platform, to));
        write(folder.resolve("links-%s.csv".formatted(name)), to -> organisation.missingLinks(platform, to));
        write(folder.resolve(DIRECTORY), organisation::directory);
    }

    private static void requireSimulated(Path folder) throws IOException {
        Path directory = folder.resolve(DIRECTORY);
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> truths = Files.newDirectoryStream(folder, "truth-*.csv")) {
            if (!truths.iterator().hasNext()) {
                throw new IllegalArgumentException("%s may be the organisation's own, since no truth-*.csv of a simulation stands "
                        .formatted(directory) + "beside it; name another folder after --people");
            }
        }
    }

    private static void write(Path file, Consumer<Consumer<String>> content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = new BufferedWriter(new OutputStreamWriter(OwnersFile.writeTo(fresh), StandardCharsets.UTF_8))) {
            content.accept(line -> {
                try {
                    out.append(line).append('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("%s can't be written".formatted(fresh), e);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
