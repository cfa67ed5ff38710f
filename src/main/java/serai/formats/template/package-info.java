/**
 * Templates of the user's own: files beside the routes that make a destination's documents of learning records. JSLT and
 * JSONata write JSON, Mustache writes XML, HTML, JSON or text.
 */
@NullMarked
package serai.formats.template;

import org.jspecify.annotations.NullMarked;
