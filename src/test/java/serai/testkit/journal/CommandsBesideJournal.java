package serai.testkit.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.Payload;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static serai.testkit.Records.completion;

/** The operators' commands as they are typed; the journal is a real one with what delivers beside it. */
public abstract class CommandsBesideJournal {

    public static final Duration A_MOMENT = Duration.ofSeconds(3);
    public static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    public Path folder;
    public OperatedJournal serai;
    public OperatedJournal.Fake lrs;
    public String error;

    @BeforeEach
    public void start() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.toString());
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
        lrs.fails(FailureClass.REFUSED, "anna", "ben");
        List.of("anna", "ben", "cleo").forEach(learner -> serai.append(completion(learner), "lrs"));
        serai.append(completion("anna", new BigDecimal("99")), "lrs");
        serai.journal().reject("praesidium", "not JSON", Payload.of("Anna Ångström".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        serai.runFor(A_MOMENT);
        lrs.isMended();
    }

    @AfterEach
    public void stop() {
        serai.close();
        System.clearProperty(RuntimeSetting.DATA.key());
        System.clearProperty(RuntimeSetting.ROUTES.key());
    }

    /** Runs it, expects that exit code, and returns what it has printed. */
    public String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }

    /** The commands have the system's clock, and what delivers has the test's. */
    public void untilNow() {
        Duration behind = Duration.between(serai.clock().instant(), Instant.now()).plusSeconds(1);
        serai.clock().turn(behind.isNegative() ? Duration.ZERO : behind);
        serai.runFor(A_MOMENT);
    }
}
