package serai.journal.operations.person;

import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.LearnerHashes;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The accounts that hashes of forgotten persons lead to, and when each was forgotten. Records that were received later do not
 * count: a person who has got an address or an id since then is not found by it.
 */
final class ForgottenAccounts {

    private final LearnerHashes hashes;
    private final Map<String, ForgottenHash> forgotten = new LinkedHashMap<>();
    /** By the account's own hash, which is the same whatever the case of its letters. */
    private final Map<String, Account> named = new LinkedHashMap<>();
    private final Map<String, Map<String, Account>> byIdentifier = new TreeMap<>();

    /** An account, and when and by which act it was forgotten. */
    record Account(Person person, Instant until, long act) {

        private static Account later(Account one, Account other) {
            return other.until.isAfter(one.until) ? other : one;
        }
    }

    /**
     * The accounts that were found.
     *
     * @param known the accounts to be forgotten
     * @param left  number of accounts that are left alone, since the identifier may stand for several people
     */
    record Found(Collection<Account> known, int left) {
    }

    ForgottenAccounts(LearnerHashes hashes, List<ForgottenHash> forgotten) {
        this.hashes = hashes;
        forgotten.forEach(one -> this.forgotten.put(one.hash(), one));
    }

    /** Adds the record's account, if it was forgotten after the record was received. */
    void add(LearningRecord record) {
        if (record.learner() == null) {
            return;
        }
        Person account = new Person(record.platform(), record.learner().id());
        String own = add(account, record.receivedAt());
        for (byte[] each : ForgottenLearners.of(hashes, record)) {
            ForgottenHash one = forgotten.get(HexFormat.of().formatHex(each));
            if (one != null && !one.hash().equals(own) && !record.receivedAt().isAfter(one.at())) {
                byIdentifier.computeIfAbsent(one.hash(), hash -> new LinkedHashMap<>())
                        .merge(own, new Account(account, one.at(), one.nr()), Account::later);
            }
        }
    }

    /**
     * Adds an account, if it was itself forgotten after that time.
     *
     * @return its hash
     */
    String add(Person account, Instant time) {
        String own = HexFormat.of().formatHex(ForgottenLearners.account(hashes,
                Objects.requireNonNull(account.platform(), "an account"), account.identifier()));
        ForgottenHash one = forgotten.get(own);
        if (one != null && !time.isAfter(one.at())) {
            named.merge(own, new Account(account, one.at(), one.nr()), Account::later);
        }
        return own;
    }

    /**
     * The accounts that all records so far have led to. An address or id leads to accounts only if it can't stand for several
     * people.
     */
    Found all() {
        Map<String, Account> known = new LinkedHashMap<>(named);
        Set<String> left = new HashSet<>();
        byIdentifier.forEach((hash, accounts) -> {
            if (areOfOne(Objects.requireNonNull(forgotten.get(hash)).nr(), accounts)) {
                accounts.forEach((own, account) -> known.merge(own, account, Account::later));
            } else {
                left.addAll(accounts.keySet());
            }
        });
        left.removeAll(known.keySet());
        return new Found(new ArrayList<>(known.values()), left.size());
    }

    /** Whether these accounts, together with those that the same act has named, include no two of one platform. */
    private boolean areOfOne(long act, Map<String, Account> accounts) {
        Map<String, Account> all = new LinkedHashMap<>(accounts);
        named.forEach((own, account) -> {
            if (account.act == act) {
                all.put(own, account);
            }
        });
        Set<Platform> platforms = new HashSet<>();
        return all.values().stream().allMatch(account -> platforms.add(account.person.platform()));
    }
}
