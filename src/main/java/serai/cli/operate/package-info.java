/** Commands of whoever answers for a Serai that runs: status, destinations, replay, backup, restore, password. */
package serai.cli.operate;
