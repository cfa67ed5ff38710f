/** What a server of ours reads as HTTP/1.1, whatever the library below would take besides. Imports nothing of ours. */
package serai.http;

