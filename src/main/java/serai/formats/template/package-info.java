/**
 * Shapes of a user's own: a template in a file beside the routes makes a destination's documents of learning records. JSLT and
 * JSONata write JSON, Mustache writes XML, JSON or text.
 */
@NullMarked
package serai.formats.template;

import org.jspecify.annotations.NullMarked;
