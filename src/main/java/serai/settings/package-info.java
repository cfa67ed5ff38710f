/** Settings: their names, defaults, allowed values and sources. Every other package may import this one. */
package serai.settings;
