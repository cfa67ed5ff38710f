package serai.webhook.server;

import serai.webhook.authentication.SenderNetwork;

import java.time.Duration;

/**
 * What senders may hold of a server. {@link Connections} keeps to it.
 *
 * @param max          how many connections may be open, from the moment that they are made; more are closed at once
 * @param addressMax   how many of them one address may hold ({@link SenderNetwork}: IPv6 by /64)
 * @param signedInMax  the same for an address that has signed in since the start
 * @param reserve      how many of {@code max} are kept for addresses that have signed in, and for proxies
 * @param proxies      addresses that only {@code max} bounds
 * @param headMax      how long the TLS handshake and the head of the first request may take together
 * @param receiveMax   how long a request may take to arrive, a connection may be without one, and an answer may be unread
 */
public record ConnectionBounds(int max, int addressMax, int signedInMax, int reserve, Proxies proxies, Duration headMax,
                               Duration receiveMax) {
}
