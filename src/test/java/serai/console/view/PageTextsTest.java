package serai.console.view;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the bundle has each text that a page shows, and no other, so that who translates it translates the page. */
class PageTextsTest {

    private static final Pattern ASKED = Pattern.compile("\"([a-z][\\w-]*(?:\\.[\\w-]+)*\\.?)\"(\\s*\\+)?");
    private static final Pattern ANY = Pattern.compile("texts(?:\\(\\))?\\.of\\((?:[^()]|\\([^()]*\\))*");

    @Test
    void hasEachTextThatIsShownAndNoOther() throws IOException {
        Set<String> known = new TreeSet<>();
        Properties bundle = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/serai/console/texts.properties"))) {
            bundle.load(in);
        }
        known.addAll(bundle.stringPropertyNames());
        String all = sources();
        Set<String> missing = new TreeSet<>();
        ANY.matcher(all).results().map(MatchResult::group).flatMap(call -> ASKED.matcher(call).results())
                .filter(text -> text.group(2) == null && text.group(1).contains(".")).map(text -> text.group(1))
                .filter(key -> !known.contains(key)).forEach(missing::add);
        assertThat(missing).as("asked for, and not in the bundle").isEmpty();

        Set<String> mentioned = new HashSet<>();
        Set<String> begun = new HashSet<>();
        ASKED.matcher(all).results().forEach(text -> (text.group(2) == null ? mentioned : begun).add(text.group(1)));
        assertThat(known.stream().filter(key -> !mentioned.contains(key) && begun.stream().noneMatch(key::startsWith)))
                .as("in the bundle, and asked for nowhere").isEmpty();
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : new String[]{"src/main/jte", "src/main/java/serai/console"}) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(Files::isRegularFile).map(PageTextsTest::text).forEach(all::append);
            }
        }
        return all.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
