/**
 * The learning record and its vocabulary. Imports nothing of ours.
 */
package serai.model;

