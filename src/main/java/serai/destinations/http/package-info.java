/** HTTP endpoints: each request is sent once, each answer is bounded and compared with what was to be expected of it. */
package serai.destinations.http;
