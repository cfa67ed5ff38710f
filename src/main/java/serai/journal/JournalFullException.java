package serai.journal;

/** The journal has reached a bound. It did not keep the event, and keeps none that the bound covers until there is room again. */
public final class JournalFullException extends JournalUnavailableException {

    /** @param message names the bound, its setting, and what makes room */
    public JournalFullException(String message) {
        super(message, null);
    }
}
