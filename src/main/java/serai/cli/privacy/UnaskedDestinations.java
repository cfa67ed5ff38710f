package serai.cli.privacy;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Destinations that can forget and were not asked, since the journal knows no account of the person: its records may have been
 * purged, while the destinations may still have the person.
 *
 * @param destinations their names
 */
record UnaskedDestinations(List<String> destinations) {

    /**
     * Finds them, also for a person who was forgotten before: a destination may have failed then, or have got later events.
     */
    static UnaskedDestinations of(PersonAccounts person, DestinationErasure all) throws Exception {
        return new UnaskedDestinations(person.content().accounts().isEmpty() ? all.destinations() : List.of());
    }

    boolean isEmpty() {
        return destinations.isEmpty();
    }

    /** In a few words, for the audit log; empty where there are none. */
    String noted() {
        return isEmpty() ? "" : "; no account known, not asked: " + String.join(", ", destinations);
    }

    void print(PrintWriter out) {
        if (!isEmpty()) {
            out.printf(Locale.ROOT,
                    "The journal knows no account of that identifier (any more), so these were not asked: %s. They may have the "
                            + "person: find the platform's id there, and run the command again with the account, such as mct:13273.%n",
                    String.join(", ", destinations));
        }
    }
}
