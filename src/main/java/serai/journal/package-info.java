/**
 * The guarantee: what has been appended survives, and reaches every destination it was named for. Guaranteed Delivery
 * (EIP).
 *
 * <p>{@link serai.journal.JournalWriter}, {@link serai.journal.DeliveryStore} and {@link serai.journal.JournalReport} are the contract, {@link serai.journal.Delivery} works through it for one destination;
 * {@code store} keeps it in a database, {@code component} makes it the Camel component {@code journal:}.
 */
package serai.journal;
