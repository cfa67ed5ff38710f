package serai.doctor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.ShowableMessage;
import serai.threads.DaemonThreads;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Carries out examinations at the same time, and tells what they observe in the order in which they were given. Each has a
 * deadline, and so has the whole. One that hangs for ever keeps its thread, which does not keep the process from ending.
 */
public final class Doctor {

    private static final int THREADS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

    private final Duration each;
    private final Duration all;

    /**
     * @param each how long one examination may take
     * @param all  how long all of them may take together
     */
    public Doctor(Duration each, Duration all) {
        this.each = each;
        this.all = all;
    }

    /**
     * Carries out the examinations.
     *
     * @param tell gets each observation, on the caller's thread
     */
    public void examine(List<Examination> examinations, Consumer<Observation> tell) throws InterruptedException {
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> DaemonThreads.named("doctor", task));
        try {
            List<RunningExamination> running =
                    examinations.stream().map(examination -> new RunningExamination(examination, threads, each)).toList();
            for (RunningExamination one : running) {
                one.end(all.minusNanos(System.nanoTime() - begun)).forEach(tell);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** An examination that has begun, or waits for a thread. */
    private static final class RunningExamination {

        private final Examination examination;
        private final Observations observations;
        private final Duration most;
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final Future<?> running;

        RunningExamination(Examination examination, ExecutorService threads, Duration most) {
            this.examination = examination;
            this.observations = new Observations(examination.subject());
            this.most = most;
            this.running = threads.submit(this::run);
        }

        private void run() {
            Thread.currentThread().setName("doctor-" + examination.subject());
            done.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS);
            try {
                examination.examine(observations);
            } catch (Exception | LinkageError e) {
                LOG.debug("The examination of {} has failed", examination.subject(), e);
                observations.fail(ShowableMessage.of(e).orElse("can't be examined (%s)".formatted(e.getClass().getSimpleName())),
                        "");
            }
            done.complete(true);
        }

        private List<Observation> end(Duration left) throws InterruptedException {
            try {
                done.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) { // the deadline of this examination has passed
                observations.fail("no end within %s ms".formatted(most.toMillis()),
                        "see why it hangs, or give it longer: --within");
            } catch (TimeoutException e) {
                observations.fail("the time for all examinations is over", "give them longer: --within");
            }
            List<Observation> observed = observations.close(); // before the interrupt, which would be observed as a failure
            running.cancel(true);
            return observed;
        }
    }
}
