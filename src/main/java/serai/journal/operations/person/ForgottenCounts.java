package serai.journal.operations.person;

/**
 * What was forgotten again in a journal that was restored from a backup. No personal data.
 *
 * @param accounts of how many accounts on platforms the journal had something
 * @param left     of how many nothing was erased: an address or id leads to them that several accounts of one platform have
 * @param erased   what was erased
 */
public record ForgottenCounts(int accounts, int left, ErasureCounts erased) {
}
