/** Forms of settings' values that a regular expression can't describe. */
@NullMarked
package serai.settings.form;

import org.jspecify.annotations.NullMarked;
