package serai.journal.operations.person;

import java.util.UUID;

/** Called for each erased record, for each destination that it was named for or that has a row of it; perhaps more than once. */
@FunctionalInterface
public interface ErasureRecords {

    ErasureRecords UNHEARD = (destination, id) -> {
    };

    /** @param id the record's id, as the journal knew it */
    void erased(String destination, UUID id);
}
