/**
 * The learning record and its vocabulary. Imports no other package of Serai.
 */
package serai.model;
