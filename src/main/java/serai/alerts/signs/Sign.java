package serai.alerts.signs;

import java.util.function.Consumer;

/** Looks for something that an operator must know. Used by one thread. */
@FunctionalInterface
public interface Sign {

    /**
     * Looks once.
     *
     * @param found gets what is there now; what it does not get is over
     * @throws Exception if it could not look; nothing is known then of what it looks for
     */
    void look(Consumer<AlertCondition> found) throws Exception;
}
