package serai.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.testkit.Skipped;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** What others have written and Serai ships: known by name and version, whole, and mended where something was found. */
class SupplyChainTest {

    private static final Path SBOM = Path.of("target/classes/META-INF/sbom/serai.cdx.json");
    private static final Pattern JAR = Pattern.compile("([\\w.-]+?)-(\\d[\\w.]*).*\\.jar");

    @Test
    void noLibraryIsOlderThanTheMendOfWhatIsKnown() throws IOException {
        List<Finding> findings = findings();

        assertThat(findings).hasSizeGreaterThan(20).allSatisfy(finding -> assertThat(finding.what()).isNotBlank());
        assertThat(libraries().stream().flatMap(library -> findings.stream().filter(finding -> finding.isIn(library))
                .map(finding -> library + " has " + finding.name()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"netty-codec-http-4.1.131.Final.jar, true", "netty-codec-http-4.1.132.Final.jar, false",
            "netty-codec-http-4.2.0.Final.jar, false", "netty-codec-http2-4.1.131.Final.jar, false",
            "netty-codec-http-4.1.9.Final.jar, true"})
    void anOlderOneIsFound(String library, boolean found) {
        assertThat(new Finding("netty-codec-http", "4.1.132", "CVE", "what").isIn(library)).isEqualTo(found);
    }

    @Test
    void theBillOfMaterialsNamesEachLibraryAndNoOther() throws IOException {
        Skipped.unless(Files.exists(SBOM), "NO BILL OF MATERIALS WAS READ: Maven makes it (mvn package)");
        JsonNode bill = JsonMapper.builder().build().readTree(SBOM.toFile());
        Set<String> named = new TreeSet<>();
        bill.path("components").forEach(one -> named.add(one.path("name").asText() + "-" + one.path("version").asText()));

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(libraries()).as("what it names is what runs").satisfies(libraries -> assertThat(named)
                .allMatch(name -> libraries.stream().anyMatch(library -> library.startsWith(name))));
        assertThat(StreamSupport.stream(bill.path("components").spliterator(), false))
                .allSatisfy(one -> assertThat(one.path("hashes")).as(one.path("name").asText()).isNotEmpty());
    }

    @Test
    void nothingIsTakenFromARegistryThatItsChecksumsDoNotVouchFor() throws IOException {
        assertThat(Files.readString(Path.of(".mvn/maven.config"))).contains("--strict-checksums");
    }

    private static List<Finding> findings() throws IOException {
        return Files.readAllLines(Path.of("docs/vulnerabilities.tsv")).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t")).map(parts -> {
                    assertThat(parts).as(parts[0]).hasSize(5);
                    return new Finding(parts[0], parts[1], parts[2], parts[3]);
                }).toList();
    }

    private static List<String> libraries() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator)).map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.endsWith(".jar")).toList();
    }

    private record Finding(String artifact, String mended, String name, String what) {

        boolean isIn(String library) {
            MatchResult jar = JAR.matcher(library).results().findFirst().orElse(null);
            if (jar == null || mended.equals("open") || !isArtifact(jar.group(1))) {
                return false;
            }
            int[] here = numbers(jar.group(2));
            int[] first = numbers(mended);
            return Arrays.compare(here, first) < 0;
        }

        private boolean isArtifact(String given) {
            return artifact.endsWith("*") ? given.startsWith(artifact.substring(0, artifact.length() - 1)) : given.equals(artifact);
        }

        private static int[] numbers(String version) {
            return Arrays.stream(version.split("\\.")).takeWhile(part -> part.matches("\\d+")).mapToInt(Integer::parseInt)
                    .toArray();
        }
    }
}
