package serai.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import serai.cli.terminal.Logging;
import serai.model.Digest;
import serai.model.ShowableMessage;
import serai.settings.ContextClock;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** What is called, named or kept in no class, or in one place only; {@link ArchitectureTest} runs it, so that all are read once. */
abstract class ForbiddenCalls extends SourcesOfSerai {

    private static final Set<Class<?>> TIMES =
            Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);

    /** Such a method is read, and kept in step, for nothing. */
    @Test
    void hasNoMethodThatNobodyCalls() throws IOException {
        assertThat(new UncalledMethods().in(SERAI)).isEmpty();
    }

    /** What is silenced in a constructor that then fails stays silent for the rest of the process. */
    @Test
    void silencesALogForNoLongerThanACall() {
        noFields().should().haveRawType(Logging.Silence.class).check(SERAI);
    }

    @Test
    void namesNoClassByWhatSaysNothing() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)$").check(SERAI);
    }

    @Test
    void takesTimeFromAClock() {
        noClasses().that().resideOutsideOfPackages("serai.sandbox..", "serai.cli..")
                .should().callMethod(System.class, "currentTimeMillis")
                .orShould().accessTargetWhere(
                        DescribedPredicate.describe("is the machine's time", ForbiddenCalls::isTimeOfTheMachine))
                .check(SERAI);
    }

    private static boolean isTimeOfTheMachine(JavaAccess<?> access) {
        return TIMES.stream().anyMatch(time -> access.getTargetOwner().isEquivalentTo(time))
                && access.getTarget().getName().equals("now")
                && !access.getTarget().getFullName().contains(Clock.class.getName());
    }

    /** A test that is skipped in silence passes for one that was run. */
    @Test
    void skipsNoTestInSilence() {
        noClasses().that().areNotAssignableTo(Skipped.class).should().dependOnClassesThat(
                DescribedPredicate.describe("skip a test in silence; use serai.testkit.Skipped",
                        type -> type.getSimpleName().matches("Assumptions|TestAbortedException|Disabled.*|Enabled(If|For|On).*")))
                .check(TESTS);
    }

    /** Serai refuses what the umask of many users makes of another folder. Of benches, {@code bench/run} sets the umask. */
    @Test
    void makesFoldersOfTestsForTheirOwnerAlone() {
        noClasses().that().doNotHaveFullyQualifiedName(PrivateFolder.class.getName())
                .and().resideOutsideOfPackage("serai.bench..")
                .should().accessTargetWhere(DescribedPredicate.describe("makes a folder; use serai.testkit.PrivateFolder",
                        access -> access.getTargetOwner().getName().matches("java\\.nio\\.file\\.Files|java\\.io\\.File")
                                && access.getTarget().getName().matches("createDirector(y|ies)|mkdirs?")))
                .check(TESTS);
    }

    @Test
    void neverSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", long.class, int.class).check(SERAI);
    }

    /** What is kept is its owner's: nothing is written, and no folder made, but by {@code serai.files}. */
    @Test
    void writesFilesOnlyAsTheirOwners() {
        noClasses().that().resideOutsideOfPackage("serai.files..")
                .should().accessTargetWhere(DescribedPredicate.describe("makes or writes a file", ForbiddenCalls::isWriting))
                .check(SERAI);
    }

    private static boolean isWriting(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return owner.equals("java.nio.file.Files")
                && (name.matches("write.*|newBufferedWriter|newOutputStream|newByteChannel|create(File|Temp.*|Direc.*)")
                        || name.equals("copy") && access.getTarget().getFullName().contains("InputStream"))
                || owner.matches("java\\.nio\\.channels\\.(Asynchronous)?FileChannel") && name.equals("open")
                || owner.matches("java\\.io\\.(FileOutputStream|RandomAccessFile|FileWriter|PrintStream|PrintWriter)")
                        && name.equals("<init>")
                        && access.getTarget().getFullName().matches(".*\\((java\\.lang\\.String|java\\.io\\.File)[,)].*");
    }

    /** Of any other exception the message may quote what it failed on, and is shown to the operator only. */
    @Test
    void knowsOfEveryExceptionWhetherItsMessageMayBeShown() {
        assertThat(SERAI.stream().filter(type -> type.isAssignableTo(Throwable.class) && !type.isAssignableTo(ShowableMessage.class)
                && !type.getPackageName().startsWith("serai.sandbox")).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("AmbiguousRequestException", "ArchiveAlteredException", "BrokerUnreachableException",
                        "CsvRowException", "CursorMovedException", "DamagedBatchException", "DamagedManifestException",
                        "DeliveryFailedException", "InvalidSettingException", "OthersHaveWrittenException",
                        "OutcomeUnknownException", "RefusedInputException", "RefusedRequestException", "UnreadableSecretException",
                        "UnresolvedException");
    }

    @Test
    void makesDaemonThreadsInOnePlace() {
        noClasses().that().resideOutsideOfPackage("serai.threads..").should().callMethod(Thread.class, "setDaemon", boolean.class)
                .check(SERAI);
    }

    @Test
    void makesDigestsInOnePlace() {
        noClasses().that().doNotHaveFullyQualifiedName(Digest.class.getName())
                .should().callMethod(MessageDigest.class, "getInstance", String.class).check(SERAI);
    }

    @Test
    void looksForTheClockInOnePlace() {
        assertThat(SERAI.stream().filter(type -> type.getReferencedClassObjects().stream()
                .anyMatch(one -> one.getRawType().isEquivalentTo(Clock.class)))).extracting(JavaClass::getFullName)
                .containsExactly(ContextClock.class.getName());
    }

    /** But for the one method that {@link javax.sql.DataSource} demands, and for what silences a library that does so. */
    @Test
    void logsThroughSlf4j() {
        noClasses().that().doNotImplement(javax.sql.DataSource.class).and().doNotHaveSimpleName("OtlpTraces").and()
                .doNotHaveSimpleName("Logging")
                .should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(SERAI);
    }
}
