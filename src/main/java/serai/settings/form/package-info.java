/** Forms of values that are more than a pattern of letters. */
@NullMarked
package serai.settings.form;

import org.jspecify.annotations.NullMarked;
