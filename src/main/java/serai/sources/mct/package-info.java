/** Events of Microsoft Community Training, made into learning records. */
package serai.sources.mct;
