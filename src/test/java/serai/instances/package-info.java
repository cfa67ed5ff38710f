/** Several instances on one journal, as processes: what becomes of what they have acknowledged while one or the other fails. */
package serai.instances;
