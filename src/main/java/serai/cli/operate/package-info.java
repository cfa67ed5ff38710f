/** Commands for operators of a Serai: status, destinations, replay, backup, restore, password. */
package serai.cli.operate;
