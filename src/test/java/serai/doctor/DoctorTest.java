package serai.doctor;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** How examinations are carried out. */
class DoctorTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private interface Steps {

        void take(Observations observations) throws Exception;
    }

    private record Examined(String subject, Steps steps) implements Examination {

        @Override
        public void examine(Observations observations) throws Exception {
            steps.take(observations);
        }
    }

    private static List<Observation> observed(Duration each, Duration all, Examination... examinations) throws Exception {
        List<Observation> observed = new ArrayList<>();
        new Doctor(each, all).examine(List.of(examinations), observed::add);
        return observed;
    }

    @Test
    void carriesThemOutAtTheSameTimeAndTellsThemInTheirOrder() throws Exception {
        CountDownLatch second = new CountDownLatch(1);

        assertThat(observed(LONG, LONG, new Examined("first", one -> {
            second.await();
            one.ok("done");
        }), new Examined("second", one -> {
            one.ok("done");
            second.countDown();
        }))).extracting(Observation::subject).containsExactly("first", "second");
    }

    @Test
    void endsOneThatHangsAndTellsInWhichStepAndWhatWasFoundBefore() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThat(observed(Duration.ofMillis(100), LONG, new Examined("lrs", one -> {
            one.trying("port");
            one.ok("takes connections");
            one.trying("TLS");
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }), new Examined("archive", one -> one.ok("done")))).containsExactly(
                new Observation("lrs", "port", Verdict.OK, "takes connections", ""),
                new Observation("lrs", "TLS", Verdict.FAIL, "no end within 100 ms",
                        "see why it hangs, or give it longer: --within"),
                new Observation("archive", "begin", Verdict.OK, "done", ""));
        interrupted.await();
    }

    @Test
    void endsAllOfThemInTime() throws Exception {
        Examined hangs = new Examined("hangs", one -> new CountDownLatch(1).await());

        assertThat(observed(LONG, Duration.ofMillis(100), hangs, hangs)).extracting(Observation::message)
                .containsOnly("the time for all examinations is over; give them longer: --within").hasSize(2);
    }

    @Test
    void showsNoMessageOfAnExceptionThatMayHoldASecret() throws Exception {
        assertThat(observed(LONG, LONG, new Examined("lrs", one -> {
            throw new IllegalStateException("password=caravan");
        }))).extracting(Observation::message).containsExactly("can't be examined (IllegalStateException)");
    }
}
