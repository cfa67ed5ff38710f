/** What is set from outside, and what follows from it: the ground floor, which every other room may stand on. */
package serai.settings;

