package serai.journal.operations.audit;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The result of an act, for the audit log.
 *
 * @param subject what was changed, such as ids of dead letters or a destination
 * @param count   number of records that it has changed; an act with 0 is not noted
 * @param why     the operator's reason; null if none was asked for
 */
public record AuditLogContent(String subject, long count, @Nullable String why) {

    /** How many ids are written out; a transaction of a command changes no more than 500 of a selection. */
    private static final int IDS_MAX = 1_000;

    /** An act on dead letters. */
    public static AuditLogContent on(Collection<DeadLetterId> ids, @Nullable String why) {
        String named = ids.stream().limit(IDS_MAX).map(DeadLetterId::toString).collect(Collectors.joining(" "));
        return new AuditLogContent(ids.size() > IDS_MAX ? "%s and %s more".formatted(named, ids.size() - IDS_MAX) : named,
                ids.size(),
                why);
    }
}
