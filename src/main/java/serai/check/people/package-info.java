/** Rules about the organisation's people and courses. Findings quote nothing from the files. */
@NullMarked
package serai.check.people;

import org.jspecify.annotations.NullMarked;
