/**
 * The interfaces that a store of the journal implements. Serai opens a {@link serai.journal.store.Journal}; a delivery gets
 * only a {@link serai.journal.store.DeliveryStore}.
 */
@NullMarked
package serai.journal.store;

import org.jspecify.annotations.NullMarked;
