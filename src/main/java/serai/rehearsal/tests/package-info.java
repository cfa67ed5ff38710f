/**
 * Tests of routes, written in YAML beside them ({@code *.test.yaml}): what must become of an event, by a rehearsal.
 */
@NullMarked
package serai.rehearsal.tests;

import org.jspecify.annotations.NullMarked;
