package serai.documents;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.check.Rule;
import serai.documents.Vocabulary.Entry;
import serai.documents.Vocabulary.FieldWord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every word of a type's name is a term of {@code docs/glossary.md} or a word of the field, which {@code field-vocabulary.tsv}
 * lists with its source. Each type of a file of its own counts, public or not. Only a rule is called by the sentence that it
 * checks, which {@code docs/check.md} explains.
 */
class GlossaryTest {

    private static final int LINES_MAX = 2;
    private static final int LENGTH_MAX = 132;
    private static final Set<String> PARTS_OF_SPEECH = Set.of("adjective", "adverb", "participle", "preposition");
    private static final Set<String> SOURCES = Set.of("AMQP", "Caliper", "Camel", "EIP", Vocabulary.ENGLISH, "GNU", "HTTP",
            "HttpClient", "JSON", "JUnit", "Java", "Kafka", "Micrometer", "Netty", "OASIS", "OpenTelemetry", "PostgreSQL", "RFC",
            "SLF4J", "SQL", "Service Bus", "YAML", "picocli", "Spring Boot", "product", "xAPI");

    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*(?:\\.[A-Z]\\w+)?)`");
    private static final Pattern QUALIFIED = Pattern.compile("((?:[a-z]\\w*\\.)+[A-Z][\\w$]*)(?:#(\\w+))?");

    /** Without what jte has made of the templates, and without the classes that they depend on: only names are looked at. */
    private static final JavaClasses SERAI = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPaths(Path.of("target/classes/serai"), Path.of("target/classes/org"));
    });

    private final Vocabulary vocabulary = new Vocabulary();

    @Test
    void explainsEachTermOnceInTheOrderOfTheAlphabet() {
        List<String> terms = vocabulary.entries().stream().map(Entry::term).toList();

        assertThat(IntStream.range(1, terms.size()).filter(at -> terms.get(at - 1).compareToIgnoreCase(terms.get(at)) >= 0)
                .mapToObj(at -> "'%s' comes after '%s'".formatted(terms.get(at), terms.get(at - 1))))
                .as("terms of %s that stand twice, or not in their place", Vocabulary.GLOSSARY).isEmpty();
    }

    @Test
    void explainsEachTermInTwoLines() {
        assertThat(vocabulary.entries()).filteredOn(entry -> entry.lines().size() > LINES_MAX
                || entry.lines().stream().anyMatch(line -> line.length() > LENGTH_MAX)).extracting(Entry::term)
                .as("terms of %s with more than %s lines of %s characters", Vocabulary.GLOSSARY, LINES_MAX, LENGTH_MAX).isEmpty();
    }

    @Test
    void namesClassesThatAreThere() {
        Set<String> known = SERAI.stream().map(GlossaryTest::nameInItsPackage).collect(Collectors.toSet());

        assertThat(vocabulary.entries().stream().flatMap(entry -> entry.lines().stream())
                .flatMap(line -> CLASS.matcher(line).results()).map(found -> found.group(1)).filter(Predicate.not(known::contains)))
                .as("classes that %s names and src/main has not", Vocabulary.GLOSSARY).isEmpty();
    }

    private static String nameInItsPackage(JavaClass type) {
        return type.getFullName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** What has another name now is explained no more. */
    @Test
    void explainsOnlyWhatIsSaid() {
        Set<String> said = texts().flatMap(text -> Vocabulary.phrases(Vocabulary.read(text))).collect(Collectors.toSet());

        assertThat(vocabulary.entries()).extracting(Entry::term)
                .filteredOn(term -> Vocabulary.forms(term).noneMatch(said::contains))
                .as("terms of %s that no other document, no route and no class says", Vocabulary.GLOSSARY).isEmpty();
    }

    private static Stream<Path> texts() {
        return Stream.of("README.md", "docs", "routes", "src/main/java").map(Path::of).flatMap(GlossaryTest::files)
                .filter(file -> !file.equals(Vocabulary.GLOSSARY) && !file.toString().endsWith(".png"));
    }

    private static Stream<Path> files(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void knowsEachWordOfEachType() {
        assertThat(types().filter(Predicate.not(GlossaryTest::isRule))
                .flatMap(type -> vocabulary.unknown(nameToKnow(type)).map(word -> finding(type, word)))).isEmpty();
    }

    private static boolean isRule(JavaClass type) {
        return type.isAssignableTo(Rule.class.getName());
    }

    private static String finding(JavaClass type, String word) {
        return ("%s: '%s' is neither a term of %s nor a word of the field. Name the class by a word that is; or explain the term "
                + "there, in two lines; or, where every engineer of the field knows it, add it with its source to %s")
                .formatted(type.getFullName(), word, Vocabulary.GLOSSARY, Vocabulary.FIELD);
    }

    /** A command is called as it is typed, which its own help explains; of a subcommand, the words before that count. */
    private static String nameToKnow(JavaClass type) {
        String name = type.getSimpleName();
        String typed = type.tryGetAnnotationOfType("picocli.CommandLine$Command")
                .flatMap(command -> command.get("name")).map(Object::toString).map(Vocabulary::letters).orElse("");
        String end = typed + "command";
        return !typed.isEmpty() && Vocabulary.letters(name).endsWith(end)
                ? name.substring(0, name.length() - end.length()) + "Command" : name;
    }

    /** Words that had to be learned before; and a name may not end with an adjective. */
    @ParameterizedTest
    @CsvSource({"Dossier, dossier", "FrontDesk, 'front,desk'", "Whereabouts, whereabouts", "Lanes, lanes", "SideDoor, 'side,door'",
            "TooLarge, large"})
    void knowsNoWordThatNobodyHasExplained(String name, String unknown) {
        assertThat(vocabulary.unknown(name)).containsExactly(unknown.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeadLetters", "UnpurgedBytes", "DroppedRecords", "SignedInAddresses", "MariaDbSockets", "XapiActor",
            "CloudEvents"})
    void knowsATermInEachOfItsForms(String name) {
        assertThat(vocabulary.unknown(name)).isEmpty();
    }

    @Test
    void hasASourceForEachWordOfTheField() {
        assertThat(vocabulary.field()).allSatisfy(word -> {
            assertThat(SOURCES).contains(word.source());
            if (word.isEnglish()) {
                assertThat(PARTS_OF_SPEECH).as("the part of speech of '%s'", word.word()).contains(word.name());
            } else {
                assertThat(Vocabulary.forms(word.word())).as("forms of '%s' in %s", word.word(), word.name())
                        .anyMatch(Vocabulary.letters(word.name())::contains);
                assertThat(isThere(word.name())).as("whether there is %s, from which '%s' is", word.name(), word.word()).isTrue();
            }
        });
    }

    /** Whether a class or method is there; any other name is taken as it is. */
    private static boolean isThere(String name) {
        Matcher qualified = QUALIFIED.matcher(name);
        if (!qualified.matches()) {
            return true;
        }
        try {
            Class<?> type = Class.forName(qualified.group(1), false, GlossaryTest.class.getClassLoader());
            String method = qualified.group(2);
            return method == null || Arrays.stream(type.getMethods()).anyMatch(one -> one.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void listsEachWordOfTheFieldOnceAndOnlyWhereATypeHasIt() {
        Set<String> used = types().flatMap(type -> Vocabulary.phrases(type.getSimpleName())).collect(Collectors.toSet());
        List<String> terms = vocabulary.entries().stream().map(entry -> Vocabulary.letters(entry.term())).toList();

        assertThat(vocabulary.field()).extracting(FieldWord::word).doesNotHaveDuplicates();
        assertThat(vocabulary.field()).allSatisfy(word -> {
            assertThat(terms).as("to be taken out of %s: %s explains it", Vocabulary.FIELD, Vocabulary.GLOSSARY)
                    .doesNotContain(Vocabulary.letters(word.word()));
            assertThat(Vocabulary.forms(word.word())).as("to be taken out of %s: '%s' is in no type's name",
                    Vocabulary.FIELD, word.word()).anyMatch(used::contains);
        });
    }

    private static Stream<JavaClass> types() {
        return SERAI.stream().filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .sorted(Comparator.comparing(JavaClass::getFullName));
    }
}
