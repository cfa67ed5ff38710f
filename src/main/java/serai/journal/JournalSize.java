package serai.journal;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How full the journal is.
 *
 * @param bytes          bytes that the journal holds, as of the last commit
 * @param bytesMax       bytes at which the journal takes no more events; 0 for no bound
 * @param waiting        appends that wait for a commit, or for their acknowledgement
 * @param waitingMax     number of waiting appends at which the journal refuses further ones
 * @param refusedBytes   appends refused because {@code bytesMax} was reached, since the process began
 * @param refusedWaiting appends refused because too many waited, since the process began
 * @param refusedShares  appends refused because their source had filled its share, since the process began
 * @param left           bytes of each source that no purge removes, by the source's name, as of the last commit
 * @param leftMax        bytes of {@code left} at which the journal takes no more events of a source; 0 for no bound
 * @param trouble        why the journal refuses or does not acknowledge events at the moment, in one line; null if it takes
 *                       them
 */
public record JournalSize(long bytes, long bytesMax, int waiting, int waitingMax, long refusedBytes, long refusedWaiting,
        long refusedShares,
        Map<String, UnpurgedBytes> left, long leftMax, @Nullable String trouble) {
}
