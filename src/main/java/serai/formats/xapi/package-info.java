/** xAPI 1.0.3: statements. */
package serai.formats.xapi;
