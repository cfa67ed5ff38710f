package serai.journal;

/** A bound of the journal is reached: nothing was kept until there is room again. */
public final class JournalFullException extends JournalUnavailableException {

    /** @param message the bound, its setting, and what makes room */
    public JournalFullException(String message) {
        super(message, null);
    }
}
