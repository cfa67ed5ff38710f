package serai.webhook.server;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses behind which many senders stand: reverse proxies and load balancers. */
public final class Proxies {

    private final List<IpSubnetFilterRule> rules;

    private Proxies(List<IpSubnetFilterRule> rules) {
        this.rules = rules;
    }

    /**
     * @param list addresses and networks ({@code 10.1.0.0/16}), comma separated; may be empty
     * @throws IllegalArgumentException telling which of them is neither; no name is asked for
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
            // told below, as what else is wrong with it
        }
        throw new IllegalArgumentException("%s is no address (192.0.2.1) and no network (192.0.2.0/24, 2001:db8::/32)".formatted(one));
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
