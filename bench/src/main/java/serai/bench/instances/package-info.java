/** Several instances on one journal in PostgreSQL: how soon one takes over, and what another one adds. */
package serai.bench.instances;
