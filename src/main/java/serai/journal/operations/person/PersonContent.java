package serai.journal.operations.person;

import serai.journal.DeadLetterId;

import java.util.List;
import java.util.Set;

/**
 * Where the journal has something of a person.
 *
 * @param seqs      the sequence numbers of records that name the person as learner, in their order; of some only a copy may be
 *                  left, which stands aside
 * @param differing dead letters of sources: events of the same identity with other content
 * @param unnamed   of the sequence numbers, those of records without a learner whose payload names the person
 * @param refused   bodies that were no event and name the person
 * @param accounts  the person's accounts on platforms
 * @param told     of the accounts, those that an operator has said are the person's, by links or by an earlier act
 */
public record PersonContent(List<Long> seqs, List<DeadLetterId> differing, Set<Long> unnamed,
        List<DeadLetterId> refused, Set<Person> accounts, Set<Person> told) {

    /**
     * Refuses an address or a client's id that several accounts of one platform have, since other people's data would be shown
     * or erased too.
     *
     * @throws IllegalArgumentException if it is so; the message has no personal data
     */
    public PersonContent requireOnePerson() {
        if (accounts.stream().anyMatch(this::isDoubtful)) {
            throw new IllegalArgumentException(
                    ("several accounts of one platform have that address or id, so it may stand for several "
                            + "people; name one account by the platform and its id, such as mct:13273"));
        }
        return this;
    }

    /** Whether no operator has said whose account that is, and another one of its platform was found. */
    private boolean isDoubtful(Person account) {
        return told.stream().noneMatch(account::isSame)
                && accounts.stream().filter(other -> other.platform() == account.platform()).count() > 1;
    }
}
