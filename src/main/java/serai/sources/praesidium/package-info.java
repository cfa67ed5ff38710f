/** Events of Praesidium Academy, made into learning records. */
package serai.sources.praesidium;
