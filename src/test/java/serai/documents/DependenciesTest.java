package serai.documents;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import serai.testkit.Document;

import java.io.File;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/dependencies.md gives account of every direct dependency, those of profiles last. */
class DependenciesTest {

    private static final Pattern PLUGIN = Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|");

    @Test
    void eachHasALineWithReasonLicenceAndSize() throws Exception {
        List<String> told = ROW.matcher(Document.of("docs/dependencies.md").text()).results()
                .map(row -> row.group(1)).toList();

        assertThat(told).containsExactlyElementsOf(declared());
    }

    /** A row of the plugins' table has no size, since nothing of them is shipped. */
    @Test
    void eachPluginOfTheBuildHasALineWithReasonAndLicence() throws Exception {
        String section = Document.of("docs/dependencies.md").text().replaceFirst("(?s).*\\n## In the build\\n", "")
                .replaceFirst("(?s)\\n## .*", "");

        assertThat(PLUGIN.matcher(section).results().map(row -> row.group(1))).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(named("//plugin/artifactId")));
    }

    @Test
    void thePeerOfTheBenchesHasSeraisVersions() throws Exception {
        for (String library : List.of("camel", "netty", "jackson")) {
            assertThat(version("bench/peers/artemis/pom.xml", library)).as(library).isEqualTo(version("pom.xml", library));
        }
    }

    private static String version(String pom, String library) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate("/project/properties/" + library + ".version", document(pom));
    }

    private static org.w3c.dom.Document document(String pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(pom));
    }

    private static List<String> declared() throws Exception {
        return named("/project/dependencies/dependency/artifactId | /project/profiles/profile/dependencies/dependency/artifactId");
    }

    private static List<String> named(String path) throws Exception {
        NodeList names = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document("pom.xml"),
                XPathConstants.NODESET);
        return IntStream.range(0, names.getLength()).mapToObj(names::item).map(Node::getTextContent).toList();
    }
}
