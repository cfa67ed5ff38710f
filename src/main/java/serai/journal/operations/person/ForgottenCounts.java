package serai.journal.operations.person;

/**
 * What was forgotten again in a journal that was restored from a backup. No personal data.
 *
 * @param accounts number of accounts on platforms of which the journal had something
 * @param left     number of accounts of which nothing was erased, since several accounts of one platform have the address or id
 *                 that leads to them
 * @param erased   what was erased
 */
public record ForgottenCounts(int accounts, int left, ErasureCounts erased) {
}
