package serai.journal.operations.person;

import java.util.UUID;

/** Is told of each record that is erased, for each destination that it names or that has a row of it; maybe more than once. */
@FunctionalInterface
public interface ErasureRecords {

    ErasureRecords UNHEARD = (destination, id) -> {
    };

    /** @param id the record's, as the journal knew it */
    void erased(String destination, UUID id);
}
