package serai.sandbox.platforms;

import org.jspecify.annotations.Nullable;

/**
 * What a platform knows of an employee of a simulated organisation; it stays the same when the organisation's data change.
 *
 * @param contact     an address or a phone number
 * @param contactType as Microsoft Community Training writes it
 * @param externalId  the organisation's id of the person, where the platform was told it; null otherwise
 * @param found       by what a directory finds the person, such as {@code EMAIL}, or in small letters why it finds nobody, such as
 *                    {@code typing error}
 */
record Account(String contact, String contactType, @Nullable String externalId, String found) {

    /** Whether the directory finds whose it is. */
    boolean isFound() {
        return Character.isUpperCase(found.charAt(0));
    }
}
