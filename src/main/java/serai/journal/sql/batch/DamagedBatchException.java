package serai.journal.sql.batch;

/** A record batch does not have the content that was written: no part of it may be used. The message quotes nothing of it. */
public final class DamagedBatchException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param reason without personal data */
    public DamagedBatchException(String reason) {
        super(reason);
    }
}
