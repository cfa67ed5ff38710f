package serai.bench;

import java.util.List;
import java.util.function.Supplier;

/** Every comparison, in the order of the table. */
final class Benches {

    private static final List<Supplier<Bench>> ALL = List.of(
            () -> new WebhookLimit(64),
            () -> new WebhookLimit(256),
            WebhookNaive::new,
            WebhookNodeRed::new);

    private Benches() {
    }

    /** New ones, not open yet. */
    static List<Bench> all() {
        return ALL.stream().map(Supplier::get).toList();
    }
}
