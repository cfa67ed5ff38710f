package serai.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What examinations have observed, each as one line: the step, the verdict, and the message. */
public final class Observed {

    private Observed() {
    }

    /** Carries them out, each with a long deadline. */
    public static List<String> by(Examination... examinations) throws InterruptedException {
        List<Observation> all = new ArrayList<>();
        new Doctor(Duration.ofSeconds(60), Duration.ofSeconds(60)).examine(List.of(examinations), all::add);
        return all.stream().map(one -> "%s %s: %s".formatted(one.verdict().word(), one.tried(), one.message())).toList();
    }

    /** What observes itself. */
    public static List<String> by(Consumer<Observations> examination) {
        Observations observations = new Observations("test");
        examination.accept(observations);
        return Stream.of(observations.close()).flatMap(List::stream)
                .map(one -> "%s %s: %s".formatted(one.verdict().word(), one.tried(), one.message())).toList();
    }
}
