package serai.webhook.connections;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of reverse proxies and load balancers, each of which forwards requests of many senders. */
public final class Proxies {

    private final List<IpSubnetFilterRule> rules;

    private Proxies(List<IpSubnetFilterRule> rules) {
        this.rules = rules;
    }

    /**
     * @param list addresses and networks ({@code 10.1.0.0/16}), separated by commas; may be empty
     * @throws IllegalArgumentException if one is neither an address nor a network; the message names it. Host names are not
     *                                  resolved
     */
    public static Proxies parse(String list) {
        return new Proxies(Stream.of(list.split(",")).map(String::strip).filter(one -> !one.isEmpty()).map(Proxies::rule).toList());
    }

    private static IpSubnetFilterRule rule(String one) {
        int slash = one.indexOf('/');
        String address = slash < 0 ? one : one.substring(0, slash);
        boolean six = NetUtil.isValidIpV6Address(address);
        int all = six ? 128 : 32;
        try {
            int prefix = slash < 0 ? all : Integer.parseInt(one.substring(slash + 1));
            if ((six || NetUtil.isValidIpV4Address(address)) && prefix >= 0 && prefix <= all) {
                return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(
                "%s is neither an address (192.0.2.1) nor a network (192.0.2.0/24, 2001:db8::/32)".formatted(one));
    }

    boolean contain(InetSocketAddress address) {
        for (IpSubnetFilterRule rule : rules) {
            if (rule.matches(address)) {
                return true;
            }
        }
        return false;
    }
}
