/** Signs, which look for what alerts are about: in the journal, in files, on the disk and in health. */
@NullMarked
package serai.alerts.signs;

import org.jspecify.annotations.NullMarked;
