/**
 * What a store of the journal has to do. Whoever runs Serai opens a {@link serai.journal.store.Journal}; a delivery is given a
 * {@link serai.journal.store.DeliveryStore}.
 */
package serai.journal.store;
