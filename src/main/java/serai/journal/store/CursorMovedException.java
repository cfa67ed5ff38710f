package serai.journal.store;

/** A settlement that is not stored, since the cursor does not stand where it came from: it is of no use any more. */
public final class CursorMovedException extends IllegalStateException {

    /** @param message whose cursor, and who may have moved it */
    public CursorMovedException(String message) {
        super(message);
    }
}
