package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/**
 * Gives the batches of a page to the route, several types at the same time and each type in its order. After the route has
 * failed to take a batch, no other batch is begun; those under way are waited for.
 */
final class ConcurrentTypes {

    private static final Logger LOG = LoggerFactory.getLogger(ConcurrentTypes.class);

    private final Executor executor;
    private final int types;
    private final BiFunction<Batch, Map<String, String>, BatchResult> route;

    /**
     * @param executor runs types beside the calling thread
     * @param types    number of types at the same time, at the most
     * @param route    gives one batch to the route; gets the values remembered so far, by batches of the same type and by
     *                 earlier pages
     */
    ConcurrentTypes(Executor executor, int types, BiFunction<Batch, Map<String, String>, BatchResult> route) {
        this.executor = executor;
        this.types = types;
        this.route = route;
    }

    /**
     * @param batches the batches in the order of the page
     * @return the result of each batch, in that order; null for those that were not begun
     */
    @Nullable
    BatchResult[] give(List<Batch> batches, Map<String, String> remembered) {
        Work work = new Work(batches, remembered);
        int besides = Math.min(types, work.lanes.size()) - 1;
        List<CompletableFuture<?>> others = new ArrayList<>(types);
        try {
            begin(work, besides, others);
            work.run();
        } finally {
            await(others.toArray(CompletableFuture[]::new));
        }
        return work.given;
    }

    /** If no more threads can be had, fewer types run at the same time. */
    private void begin(Work work, int besides, List<CompletableFuture<?>> others) {
        try {
            for (int i = 0; i < besides; i++) {
                others.add(CompletableFuture.runAsync(work, executor));
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.debug("Only {} threads beside", others.size(), e);
        }
    }

    /** Throws an error of another thread on the calling thread. */
    private static void await(CompletableFuture<?>... others) {
        try {
            CompletableFuture.allOf(others).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The batches of one page, shared by several threads. */
    private final class Work implements Runnable {

        private final List<Batch> batches;
        private final Map<String, String> remembered;
        /** Positions of each type's batches, the type with the most records first: it takes longest, so that it is begun first. */
        private final Queue<List<Integer>> lanes;
        /** Each element is written by one thread, and read after all threads have ended. */
        private final @Nullable BatchResult[] given;
        private volatile boolean failed;

        Work(List<Batch> batches, Map<String, String> remembered) {
            this.batches = batches;
            this.remembered = remembered;
            this.lanes = new ConcurrentLinkedQueue<>(longestFirst());
            this.given = new BatchResult[batches.size()];
        }

        private List<List<Integer>> longestFirst() {
            Map<String, List<Integer>> byType = new LinkedHashMap<>();
            for (int i = 0; i < batches.size(); i++) {
                byType.computeIfAbsent(batches.get(i).key().type(), unused -> new ArrayList<>()).add(i);
            }
            return byType.values().stream().sorted(Comparator.comparingInt(this::records).reversed()).toList();
        }

        private int records(Collection<Integer> positions) {
            return positions.stream().mapToInt(i -> batches.get(i).entries().size()).sum();
        }

        @Override
        public void run() {
            for (List<Integer> lane = lanes.poll(); lane != null; lane = lanes.poll()) {
                give(lane);
            }
        }

        private void give(List<Integer> lane) {
            Map<String, String> known = new HashMap<>(remembered);
            for (int i : lane) {
                if (failed) {
                    return;
                }
                failed |= !give(i, known);
            }
        }

        private boolean give(int i, Map<String, String> known) {
            BatchResult result;
            try {
                result = route.apply(batches.get(i), known);
            } catch (RuntimeException | Error e) {
                failed = true;
                throw e;
            }
            given[i] = result;
            known.putAll(result.changes());
            return result.isTaken();
        }
    }
}
