package serai.cli.configure;

import serai.cli.terminal.CommandLineFile;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.JsonFault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads events from a file or standard input, as a whole, or line by line from a zipped file or an archive's folder. */
final class EventFiles {

    private static final String LINES = ".jsonl(\\.gz|\\.growing)?";
    private static final String ZIPPED = ".gz";

    /** Takes one event after the other. */
    @FunctionalInterface
    interface Reader {
        /** @param place where the event stands, for messages; if it isn't JSON, where its fault is */
        void read(GivenEvent event, String place) throws Exception;
    }

    private EventFiles() {
    }

    /**
     * Gives all events to the reader, in order; of a folder, the records in its files of JSON Lines, zipped or not.
     *
     * @throws IllegalArgumentException if there is nothing to read, or no event in it; the message has the file
     */
    static void read(String given, Reader reader) throws Exception {
        if (given.equals("-")) {
            inMemory(System.in.readAllBytes(), "standard input", reader);
            return;
        }
        Path path = CommandLineFile.at(given);
        if (Files.isDirectory(path)) {
            folder(path, reader);
        } else if (given.endsWith(ZIPPED)) {
            lines(path, reader);
        } else {
            inMemory(Files.readAllBytes(path), given, reader);
        }
    }

    private static void inMemory(byte[] bytes, String name, Reader reader) throws Exception {
        List<GivenEvent> events;
        try {
            events = GivenEvent.in(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
        }
        for (int i = 0; i < events.size(); i++) {
            JsonFault fault = events.get(i).fault();
            reader.read(events.get(i), fault == null ? "%s: event %s".formatted(name, i + 1)
                    : "%s:%s:%s".formatted(name, fault.line(), fault.column()));
        }
    }

    private static void folder(Path folder, Reader reader) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches(".+" + LINES)).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no *.jsonl or *.jsonl.gz in %s".formatted(folder));
        }
        for (Path file : files) {
            lines(file, reader);
        }
    }

    private static void lines(Path file, Reader reader) throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    String place = "%s:%s".formatted(file, number);
                    GivenEvent event = event(line, place);
                    reader.read(event, event.fault() == null ? place : place + ":" + event.fault().column());
                }
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(ZIPPED) ? new GZIPInputStream(bytes) : bytes;
    }

    private static GivenEvent event(String line, String place) {
        try {
            return GivenEvent.of(line.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
        }
    }
}
