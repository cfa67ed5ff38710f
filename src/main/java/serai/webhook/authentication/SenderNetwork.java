package serai.webhook.authentication;

import io.netty.util.NetUtil;

/** The network that counts as one sender: one IPv4 address, or the /64 of IPv6 that a customer is usually given. */
public final class SenderNetwork {

    private static final int IPV6_BYTES = 16;

    private SenderNetwork() {
    }

    /** @param address the address as text; text that is no address is returned unchanged */
    public static String of(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length != IPV6_BYTES) {
            return address;
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < IPV6_BYTES / 2; i += 2) {
            network.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF)).append(':');
        }
        return network.append(":/64").toString();
    }
}
