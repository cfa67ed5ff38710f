package serai.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.sqlite.files.DataFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Which package may import which (docs/packages.md), and how large packages and files may be. */
class ArchitectureTest extends ForbiddenCalls {

    private static final int LINES_MAX = 300;

    @ParameterizedTest
    @CsvSource({
            "serai.installation..,",
            "serai.model..,",
            "serai.threads..,",
            "serai.files..,",
            "serai.tls..,",
            "serai.http..,",
            "serai.settings.., serai.files.. serai.threads..",
            "serai.passwords.., serai.files.. serai.settings..",
            "serai.privacy.., serai.model..",
            "serai.steps.., serai.model.. serai.settings..",
            "serai.sources.., serai.model.. serai.threads.. serai.settings..",
            "serai.journal.attempt, serai.model..",
            "serai.journal, serai.journal.attempt serai.model..",
            "serai.journal.store.., serai.journal serai.journal.attempt serai.model..",
            "serai.journal.delivery.., serai.journal serai.journal.attempt serai.journal.store.. serai.model..",
            "serai.journal.sql.., serai.journal serai.journal.attempt serai.journal.store.. serai.model.. serai.threads.. serai.settings..",
            "serai.journal.sqlite.., serai.journal serai.journal.attempt serai.journal.store.. serai.journal.sql.. serai.model.. serai.threads.. serai.files.. serai.settings..",
            "serai.journal.postgresql.., serai.journal serai.journal.attempt serai.journal.store.. serai.journal.sql.. serai.model.. serai.threads.. serai.settings..",
            "serai.journal.operations.., serai.journal serai.journal.attempt serai.journal.store.. serai.journal.sql.. serai.journal.sqlite.. serai.journal.postgresql.. serai.model..",
            "serai.journal.camel.., serai.journal serai.journal.attempt serai.journal.store.. serai.journal.delivery.. serai.steps.. serai.privacy.. serai.model.. serai.threads.. serai.files.. serai.settings..",
            "serai.alerts.., serai.journal serai.journal.attempt serai.journal.operations.. serai.journal.camel.health serai.steps.. serai.model.. serai.threads.. serai.settings..",
            "serai.formats.., serai.model.. serai.settings..",
            "serai.destinations.., serai.formats.lines serai.steps.. serai.model.. serai.journal serai.journal.attempt serai.tls.. serai.threads.. serai.files.. serai.settings..",
            "serai.people.., serai.destinations.database serai.destinations.http serai.journal.attempt serai.privacy.. serai.model.. serai.settings..",
            "serai.webhook.., serai.model.. serai.settings.. serai.tls.. serai.threads.. serai.files.. serai.http.. serai.passwords..",
            "serai.check.., serai.people.. serai.journal serai.journal.attempt serai.steps.. serai.model.. serai.formats.. serai.destinations.. serai.tls.. serai.settings..",
            "serai.rehearsal.., serai.alerts serai.steps.. serai.model.. serai.sources serai.journal serai.journal.attempt serai.journal.store.. serai.journal.delivery.. serai.journal.camel.. serai.formats.. serai.people.. serai.destinations.. serai.webhook.. serai.settings..",
            "serai.reload.., serai.model.. serai.sources.servicebus.. serai.journal serai.formats serai.webhook serai.check serai.threads.. serai.files.. serai.settings..",
            "serai.doctor.., serai.model.. serai.journal serai.journal.attempt serai.sources.. serai.destinations.. serai.tls.. serai.threads.. serai.files.. serai.settings..",
            "serai.console.., serai.people.. serai.steps.. serai.journal serai.journal.attempt serai.journal.operations.. serai.model.. serai.passwords.. serai.webhook.authentication serai.tls.. serai.threads.. serai.settings..",
            "serai.sandbox.., serai.model.. serai.http..",
            "serai.spring.., serai",
            "serai, serai.alerts.. serai.steps.. serai.model.. serai.sources.. serai.journal.. serai.formats.. serai.destinations.. serai.people.. serai.webhook.. serai.check.. serai.tls.. serai.threads.. serai.files.. serai.passwords.. serai.settings..",
            "serai.cli, serai.cli..",
            "serai.cli.terminal.., serai.steps.. serai.model.. serai.settings..",
            "serai.cli.completion.., serai.cli.terminal",
            "serai.cli.home.., serai.cli.terminal serai.rehearsal serai.files.. serai.settings..",
            "serai.cli.publish.., serai.cli.terminal serai.sandbox.. serai.tls.. serai.passwords.. serai.settings..",
            "serai.cli.simulate.., serai.cli.terminal serai.cli.publish serai.cli.operate serai.journal serai.journal.operations serai.sandbox.. serai.model.. serai.tls.. serai.files.. serai.settings..",
            "serai.cli.configure, serai serai.cli.terminal serai.cli.publish serai.check.. serai.people serai.journal serai.journal.attempt serai.journal.store serai.rehearsal.. serai.model.. serai.settings..",
            "serai.cli.configure.create.., serai serai.cli.terminal serai.cli.configure serai.check serai.journal serai.journal.operations serai.rehearsal.. serai.model.. serai.files.. serai.settings..",
            "serai.cli.doctor.., serai serai.cli.terminal serai.cli.publish serai.cli.configure serai.doctor.. serai.check.. serai.people.. serai.destinations.. serai.journal serai.journal.camel serai.journal.operations serai.journal.sqlite.files serai.model.. serai.tls.. serai.passwords.. serai.settings..",
            "serai.cli.operate.., serai serai.cli.terminal serai.cli.publish serai.rehearsal serai.reload serai.journal serai.journal.attempt serai.journal.camel.health serai.journal.operations.. serai.journal.sqlite serai.journal.sqlite.files serai.journal.postgresql serai.model.. serai.files.. serai.passwords.. serai.settings..",
            "serai.cli.deadletters.., serai.cli.terminal serai.cli.publish serai.cli.operate serai.rehearsal serai.sources.. serai.sandbox.servicebus serai.journal serai.journal.attempt serai.journal.operations serai.model.. serai.files.. serai.settings..",
            "serai.cli.people.., serai.cli.terminal serai.cli.operate serai.people.. serai.journal serai.journal.operations.. serai.model..",
            "serai.cli.privacy.., serai.cli.terminal serai.cli.operate serai.cli.deadletters serai.rehearsal serai.people.. serai.journal serai.journal.camel serai.journal.operations.. serai.model.. serai.files.. serai.settings..",
            "serai.cli.run.., serai serai.cli.terminal serai.cli.publish serai.cli.configure serai.check serai.console.. serai.reload.. serai.rehearsal.outside serai.sandbox.. serai.webhook.. serai.destinations.. serai.journal serai.journal.camel.. serai.journal.sqlite.files serai.model.. serai.tls.. serai.threads.. serai.files.. serai.passwords.. serai.settings.."})
    void importsOfOursOnlyWhatTheArchitectureAllows(String from, String to) {
        // What a message calls the command is asked everywhere.
        Stream<String> allowed =
                Stream.concat(Stream.of(from, "serai.installation.."), to == null ? Stream.empty() : Arrays.stream(to.split(" ")));
        classes().that().resideInAPackage(from)
                .should().onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(DescribedPredicate.not(resideInAPackage("serai.."))))
                .check(SERAI);
    }

    /** Where the profile azure-blob is off, {@code ./serai run} has no such jar: a class literal alone would end it. */
    @Test
    void loadsNothingOfAzureBlobUntilARouteAsksForIt() {
        DescribedPredicate<JavaClass> needsTheJar = DescribedPredicate.describe("extend classes of camel-azure-storage-blob",
                one -> one.getAllRawSuperclasses().stream()
                        .anyMatch(above -> above.getName().startsWith("org.apache.camel.component.azure.storage.blob.")));
        noClasses().that().resideOutsideOfPackage("serai.destinations.blob").should().dependOnClassesThat(needsTheJar)
                .orShould().dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.component.azure.storage..", "com.azure.storage..")
                .check(SERAI);
    }

    /** Spring is there in hosts that bring it. */
    @Test
    void knowsOfSpringInOnePlace() {
        noClasses().that().resideOutsideOfPackage("serai.spring").should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.camel.spring..", "serai.spring").check(SERAI);
    }

    @Test
    void hasNoPackageWithoutItsRow() throws ReflectiveOperationException {
        List<PackageMatcher> rows = Stream.of(ArchitectureTest.class
                .getDeclaredMethod("importsOfOursOnlyWhatTheArchitectureAllows", String.class, String.class)
                .getAnnotation(CsvSource.class).value()).map(row -> PackageMatcher.of(row.split(",")[0])).toList();

        assertThat(SERAI.stream().map(JavaClass::getPackageName).distinct()).isNotEmpty()
                .allSatisfy(name -> assertThat(rows).anyMatch(row -> row.matches(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "bench/src/main/java"})
    void hasNoPackageThatCannotBeSeenAtAGlance(Path sources) throws IOException {
        assertThat(files(sources).collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))).isNotEmpty()
                .allSatisfy((room, files) -> assertThat(files).as("files in %s, with package-info.java", room)
                        .isLessThanOrEqualTo(25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "bench/src/main/java"})
    void hasNoFileThatIsTooLongToBeReadAtOnce(Path sources) throws IOException {
        assertThat(files(sources)).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file)).as("lines of %s", file)
                .hasSizeLessThanOrEqualTo(LINES_MAX));
    }

    /** Decision 123 has the figures. Whoever can writes a lower one here, and nobody a higher one. */
    @ParameterizedTest
    @CsvSource({"src/main/java, 63, 6", "src/test/java, 105, 15", "bench/src/main/java, 80, 2"})
    void hasShortFilesAsARule(Path sources, int median, double percentOver200) throws IOException {
        List<Long> lines = new ArrayList<>();
        for (Path file : files(sources).filter(one -> !one.endsWith("package-info.java")).toList()) {
            lines.add((long) Files.readAllLines(file).size());
        }
        lines.sort(null);

        assertThat((lines.get((lines.size() - 1) / 2) + lines.get(lines.size() / 2)) / 2.0).as("lines, median")
                .isLessThanOrEqualTo(median);
        assertThat(100.0 * lines.stream().filter(count -> count > 200).count() / lines.size()).as("percent with more than 200")
                .isLessThanOrEqualTo(percentOver200);
    }

    @Test
    void saysOfEachPackageWhatItIsFor() {
        assertThat(packagesWithoutWords(SERAI, "src/main/java")).isEmpty();
        assertThat(packagesWithoutWords(BENCHES, "bench/src/main/java")).isEmpty();
    }

    private static Stream<String> packagesWithoutWords(JavaClasses types, String sources) {
        return types.stream().filter(type -> !type.getSimpleName().equals("package-info")).map(JavaClass::getPackageName)
                .distinct().filter(name -> !Files.exists(Path.of(sources, name.replace('.', '/'), "package-info.java")));
    }

    /** Their libraries come with a Maven profile, and every start goes through the rules. */
    @Test
    void checksWithoutTheLibrariesThatAProfileBrings() {
        noClasses().that().resideInAnyPackage("serai", "serai.check..").should().dependOnClassesThat()
                .resideInAnyPackage("serai.destinations.blob..", "com.azure.storage..", "org.apache.kafka..").check(SERAI);
    }

    @Test
    void hasNoCircleBetweenPackages() {
        slices().assignedFrom(by("package", JavaClass::getPackageName)).should().beFreeOfCycles().check(SERAI);
        slices().assignedFrom(by("package", JavaClass::getPackageName)).should().beFreeOfCycles().check(BENCHES);
    }

    /** Each bench compares Serai with something; neither what is compared nor what they share knows of a bench. */
    @Test
    void keepsBenchesOnTopOfWhatTheyCompare() {
        noClasses().that().resideInAnyPackage("serai.bench.machine..", "serai.bench.load..", "serai.bench.peer..",
                "serai.bench.ours..", "serai.bench.comparison..")
                .should().dependOnClassesThat().resideInAnyPackage("serai.bench", "serai.bench.intake..", "serai.bench.drain..",
                        "serai.bench.growth..", "serai.bench.footprint..", "serai.bench.instances..")
                .check(BENCHES);
    }

    /** Classes that know one another, by why they may. */
    private static final Map<String, List<Set<String>>> CIRCLES = Map.of(
            "a component makes endpoints, which make producers and consumers, which belong to them: Camel's way",
            List.of(Set.of("JournalComponent", "JournalEndpoint", "JournalProducer", "JournalConsumer"),
                    Set.of("ArchiveComponent", "ArchiveEndpoint", "ArchiveProducer"),
                    Set.of("SftpServer", "SftpServerEndpoint", "TimedSftpProducer"),
                    Set.of("BlobStorage", "BlobStorageEndpoint", "TimedBlobProducer"),
                    Set.of("MailServer", "MailServerEndpoint", "TimedMailProducer"),
                    Set.of("AlertComponent", "AlertEndpoint", "AlertConsumer")),
            "a transaction and what is written in it",
            List.of(Set.of("Transaction", "Write", "CommitGuard", "Reject", "KindNumbers")),
            "links belong to a connection, which knows them: AMQP's way",
            List.of(Set.of("AmqpConnection", "ConnectionLinks", "ReceiverLink", "RequestLink", "SenderLink")));

    @Test
    void hasNoCircleInsideAPackageButWhereOneIsMeant() {
        SliceRule none = slices().assignedFrom(by("class", type -> outermost(type).getFullName())).should().beFreeOfCycles();
        none.check(BENCHES);
        SliceRule butThese = none;
        for (Set<String> circle : CIRCLES.values().stream().flatMap(List::stream).toList()) {
            DescribedPredicate<JavaClass> isInIt = DescribedPredicate.describe("in a circle that is meant",
                    type -> circle.contains(outermost(type).getSimpleName()));
            butThese = butThese.ignoreDependency(isInIt, isInIt);
        }
        butThese.check(SERAI);
    }

    private static SliceAssignment by(String what, Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(name.apply(type));
            }

            @Override
            public String getDescription() {
                return "by " + what;
            }
        };
    }

    @Test
    void letsOnlyTheCommandLineNearTheSandbox() {
        noClasses().that().resideOutsideOfPackages("serai.sandbox..", "serai.cli..")
                .should().dependOnClassesThat().resideInAPackage("serai.sandbox..").check(SERAI);
    }

    @Test
    void keepsCamelOutOfTheModelAndTheGuarantee() {
        noClasses().that().resideInAnyPackage("serai.model..", "serai.journal", "serai.journal.store..", "serai.journal.delivery..",
                "serai.journal.sql..", "serai.journal.sqlite..", "serai.journal.postgresql..", "serai.journal.operations..")
                .should().dependOnClassesThat().resideInAPackage("org.apache.camel..").check(SERAI);
    }

    /** But for the data folder, which the command line locks and looks into. */
    @Test
    void letsOnlyWhoeverOpensAStoreKnowWhichOneItIs() {
        noClasses().that()
                .resideOutsideOfPackages("serai", "serai.journal.sql..", "serai.journal.sqlite..", "serai.journal.postgresql..",
                        "serai.journal.operations..", "serai.cli.operate")
                .should().dependOnClassesThat(resideInAnyPackage("serai.journal.sql..", "serai.journal.sqlite..",
                        "serai.journal.postgresql..").and(DescribedPredicate.not(type(DataFolder.class))))
                .check(SERAI);
    }

    @Test
    void letsOnlyWhoeverActsForAnOperatorOperateAJournal() {
        noClasses().that()
                .resideOutsideOfPackages("serai", "serai.journal.operations..", "serai.alerts..", "serai.console..", "serai.cli..")
                .should().dependOnClassesThat().resideInAPackage("serai.journal.operations..")
                .check(SERAI);
    }

    /** A document names a class without its package. */
    @Test
    void namesNoTwoClassesAlike() throws IOException {
        assertThat(files(Path.of("src/main/java")).filter(file -> !file.endsWith("package-info.java")).map(Path::getFileName))
                .doesNotHaveDuplicates();
    }
}
