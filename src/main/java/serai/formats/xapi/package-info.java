/** xAPI statements, the same for 1.0.3 and 2.0.0. */
package serai.formats.xapi;
