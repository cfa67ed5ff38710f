/** What the pages show and what is asked on them: records, dead letters, charts, people, routes, the audit log, signing in. */
@NullMarked
package serai.console.pages;

import org.jspecify.annotations.NullMarked;
