/** The contents of the pages, and their requests: records, dead letters, charts, people, routes, the audit log, signing in. */
@NullMarked
package serai.console.pages;

import org.jspecify.annotations.NullMarked;
