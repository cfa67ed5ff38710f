package serai.webhook.connections;

import serai.webhook.authentication.SenderNetwork;

import java.time.Duration;

/**
 * The bounds of a server's connections. {@link Connections} enforces them.
 *
 * @param max          number of connections that may be open, counted from the moment that they are made; further ones are
 *                     closed at once
 * @param addressMax   number of connections that one address may hold ({@link SenderNetwork}: IPv6 by /64)
 * @param signedInMax  the same for an address that has signed in since the start
 * @param reserve      number of connections of {@code max} that are reserved for addresses that have signed in, and for proxies
 * @param proxies      addresses for which only {@code max} holds
 * @param headMax      how long the TLS handshake and the head of the first request may take together
 * @param receiveMax   how long a request may take to arrive, how long a connection may have no request, and how long an answer
 *                     may stay unread
 */
public record ConnectionBounds(int max, int addressMax, int signedInMax, int reserve, Proxies proxies, Duration headMax,
        Duration receiveMax) {
}
