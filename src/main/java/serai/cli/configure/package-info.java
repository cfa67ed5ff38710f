/** The commands for whoever edits routes and settings: what they do is shown before the first event. */
@NullMarked
package serai.cli.configure;

import org.jspecify.annotations.NullMarked;
