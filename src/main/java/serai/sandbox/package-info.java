/**
 * Local stand-ins for the remote parties that speak HTTP: a learning record store and Praesidium's test endpoint, with methods
 * that cause faults. For tests, {@code serai demo} and {@code serai sandbox}; nothing here survives the process. Imports no
 * other package of Serai.
 */
package serai.sandbox;

