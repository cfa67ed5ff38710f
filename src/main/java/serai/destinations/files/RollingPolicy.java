package serai.destinations.files;

import java.time.Duration;

/**
 * When a file is finished, and how.
 *
 * @param rollBytes   length from which it is finished and the next part of its day begun; 0: whatever its length
 * @param finishAfter for how long a file of a day that is over must have stood still
 * @param gzip        whether it is zipped then
 * @param atomic      whether it gets its name only then
 */
record RollingPolicy(long rollBytes, Duration finishAfter, boolean gzip, boolean atomic) {

    boolean isLargeEnough(long length) {
        return rollBytes > 0 && length >= rollBytes;
    }
}
