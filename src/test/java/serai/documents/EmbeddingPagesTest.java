package serai.documents;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import serai.testkit.Document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/embedding/ shows of a host stands in that host's project, which {@code mvn -B verify -Phosts} runs. */
class EmbeddingPagesTest {

    private static final Pattern SHOWN = Pattern.compile("<!-- begin ([\\w-]+/[\\w./-]+\\.(\\w+)) -->");
    /** Of a POM, the part about Serai. */
    private static final Pattern OF_SERAI =
            Pattern.compile(
                    "(?s)(    <dependencyManagement>.*?</dependencyManagement>\n).*?(    <dependencies>\n.*?</dependency>\n)");

    @TestFactory
    Stream<DynamicTest> showFilesOfHostsThatAreRun() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs/embedding"))) {
            List<Path> all = pages.sorted().toList();
            assertThat(all).isNotEmpty();
            return all.stream().map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> {
                Document document = Document.of(page.toString());
                for (var shown : SHOWN.matcher(document.text()).results().toList()) {
                    String file = Files.readString(Path.of("src/it", shown.group(1)));
                    document.assertBlock(shown.group(1), shown.group(2), shown.group(1).endsWith("pom.xml") ? ofSerai(file) : file);
                }
            }));
        }
    }

    private static String ofSerai(String pom) {
        Matcher part = OF_SERAI.matcher(pom.replace("${host.serai}", "1.0.0-SNAPSHOT"));
        assertThat(part.find()).isTrue();
        return Stream.of(part.group(1), part.group(2) + "    </dependencies>\n").collect(Collectors.joining("\n")).indent(-4);
    }
}
