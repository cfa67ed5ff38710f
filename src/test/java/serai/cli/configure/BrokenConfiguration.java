package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.cli.terminal.Environment;
import serai.settings.Settings;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One way to break the shipped configuration, of a file in {@code src/test/resources/check}: in {@code file} the {@code text}
 * becomes {@code bad}, and {@code found} is what the check then finds. Without {@code text} the file is a new one, or
 * {@code application.properties} gets more lines. {@code copy} is a file of {@code docs/destinations} that is put there before.
 * {@code form} is how the file is written: with a byte order mark ({@code bom}), carriage returns ({@code crlf}), in Latin-1, as
 * a {@code link} to what is not there, or {@code empty}. {@code good} is how it is right, in
 * {@code goodFile} if that is another one. {@code also} holds further such changes.
 */
record BrokenConfiguration(Path source, JsonNode story) {

    static final Path FOLDER = Path.of("src/test/resources/check");

    static List<BrokenConfiguration> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<BrokenConfiguration> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(new BrokenConfiguration(file, new YAMLMapper().readTree(Files.readString(file))));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return source.getFileName().toString().replace(".yaml", "");
    }

    boolean hasGood() {
        return story.has("good");
    }

    List<String> expected() {
        List<String> lines = new ArrayList<>();
        story.path("found").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    /** What the check finds where the key, {@code bad} or {@code good}, is in place. */
    List<String> findings(String key, Path folder) throws Exception {
        try (CheckedConfiguration checked = checked(key, folder)) {
            assertThat(folder.resolve("data")).doesNotExist();
            return checked.findings().stream().map(finding -> finding.toString().replace(folder + "/", "")).toList();
        }
    }

    /** The configuration where the key is in place, checked. */
    CheckedConfiguration checked(String key, Path folder) throws Exception {
        Path routes = folder.resolve("routes");
        copy(Path.of("routes"), routes);
        Path settings = folder.resolve("application.properties");
        Files.writeString(settings, "camel.main.name = serai\n");
        change(folder, story, key);
        for (JsonNode also : story.path("also")) {
            change(folder, also, "bad");
        }
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setEncoding("UTF-8");
        context.getPropertiesComponent().setLocation("file:" + settings);
        context.getPropertiesComponent().addInitialProperty("serai.routes", "file:" + routes);
        context.getPropertiesComponent().addInitialProperty("serai.data", folder.resolve("data").toString());
        new Environment(Map.of()).addTo(context);
        Settings.of(context);
        context.build();
        return CheckedConfiguration.of(context);
    }

    private static void change(Path folder, JsonNode story, String key) throws IOException {
        String name = key.equals("good") && story.has("goodFile") ? "goodFile" : "file";
        Path file = folder.resolve(story.path(name).asText());
        PrivateFolder.make(file.getParent());
        String change = story.path(key).asText();
        String form = story.path("form").asText();
        if (story.has("copy")) {
            copy(Path.of(story.path("copy").asText()), file);
        }
        if (form.equals("link")) {
            Files.createSymbolicLink(file, Path.of(change));
        } else if (story.has("text")) {
            Files.writeString(file, replaced(file, story.path("text").asText(), change));
        } else if (story.has(key)) {
            Files.writeString(file, (Files.exists(file) && file.toString().endsWith(".properties") ? Files.readString(file) : "")
                    + change + (change.endsWith("\n") ? "" : "\n"));
        }
        switch (form) {
            case "bom" -> Files.writeString(file, "\uFEFF" + Files.readString(file));
            case "crlf" -> Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
            case "latin1" -> Files.writeString(file, Files.readString(file), StandardCharsets.ISO_8859_1);
            case "empty" -> Files.writeString(file, "");
            default -> {
                // as editors write it
            }
        }
    }

    private static String replaced(Path file, String text, String change) throws IOException {
        String before = Files.readString(file);
        assertThat(before).as("%s in %s", text, file.getFileName()).contains(text);
        int at = before.indexOf(text);
        return before.substring(0, at) + change + before.substring(at + text.length());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    PrivateFolder.make(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Writes what was found into the file, for whoever reads the difference. */
    void write(List<String> found) throws IOException {
        String text = Files.readString(source);
        int at = text.indexOf("\nfound:");
        StringBuilder lines = new StringBuilder(at < 0 ? text.stripTrailing() : text.substring(0, at)).append("\nfound:");
        found.forEach(line -> lines.append("\n  - '").append(line.replace("'", "''")).append('\''));
        Files.writeString(source, lines.append(found.isEmpty() ? " []\n" : "\n"));
    }

    @Override
    public String toString() {
        return name();
    }
}
