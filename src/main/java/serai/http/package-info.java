/** Defines what Serai's servers accept as HTTP/1.1, which is less than the library accepts. Imports no other package of Serai. */
package serai.http;
