/** The commands for people who edit routes and settings: they show what a configuration does before the first event. */
@NullMarked
package serai.cli.configure;

import org.jspecify.annotations.NullMarked;
