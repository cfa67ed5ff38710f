package serai.journal.attempt;

/** Which thread delivers under which lease. */
final class LeaseOfThread {

    static final ThreadLocal<LeaseOfAttempt> CURRENT = ThreadLocal.withInitial(() -> LeaseOfAttempt.UNENDING);

    private LeaseOfThread() {
    }
}
