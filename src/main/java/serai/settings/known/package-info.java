/**
 * The settings that Serai knows, in groups by what they are about: name, default, allowed values, meaning. A new one is a
 * constant of its group; the documents, the check and the completion are made of these. Nothing is read here.
 */
@NullMarked
package serai.settings.known;

import org.jspecify.annotations.NullMarked;
