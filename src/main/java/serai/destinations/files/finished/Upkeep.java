package serai.destinations.files.finished;

import java.io.IOException;
import java.util.List;

/** Work on several files or folders, of which none waits for another that fails. */
@FunctionalInterface
public interface Upkeep {

    void work() throws IOException;

    /**
     * Does one after the other.
     *
     * @throws IOException the first failure, after all others are done
     */
    static void all(Upkeep... steps) throws IOException {
        all(List.of(steps));
    }

    /** As {@link #all(Upkeep...)}. */
    static void all(List<Upkeep> steps) throws IOException {
        IOException first = null;
        for (Upkeep step : steps) {
            try {
                step.work();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
