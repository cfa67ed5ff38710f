/** Signs, which show whether something has begun that an alert is about: in the journal, in files, on the disk and in health. */
@NullMarked
package serai.alerts.signs;

import org.jspecify.annotations.NullMarked;
