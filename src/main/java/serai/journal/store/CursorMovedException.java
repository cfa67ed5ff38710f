package serai.journal.store;

/**
 * The journal has not stored a settlement, because the destination's cursor is not where the settlement begins, or another
 * instance has the destination's lease. The caller must discard it.
 */
public final class CursorMovedException extends IllegalStateException {

    /** @param message names the destination, and who may have moved its cursor */
    public CursorMovedException(String message) {
        super(message);
    }
}
