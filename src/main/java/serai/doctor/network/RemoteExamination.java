package serai.doctor.network;

import serai.doctor.Examination;
import serai.doctor.Observations;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any other endpoint whose servers are known: their names and ports. What they speak, only the endpoint's component knows. */
public final class RemoteExamination implements Examination {

    private static final Pattern SERVER =
            Pattern.compile("(?:[a-zA-Z][\\w+.-]*:)*(?://)?(?:[^@/]*@)?(\\[[^\\]]+]|[^:/?\\[]+):(\\d{1,5}).*");

    private final String subject;
    private final List<Target> servers;

    /**
     * @param address one server or several, separated by commas, each with its port
     * @param set     where the address is set
     */
    public RemoteExamination(String subject, String address, String set) {
        this.subject = subject;
        this.servers = Arrays.stream(address.split(",")).map(SERVER::matcher).filter(Matcher::matches)
                .map(server -> new Target(server.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(server.group(2)), set))
                .toList();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) {
        boolean reached = false;
        for (Target server : servers) {
            reached |= Reach.of(server, observations) != null;
        }
        observations.trying("sign-in");
        if (servers.isEmpty() || reached) {
            observations.ok("not tried: only a delivery shows whether the credentials are accepted");
        }
    }
}
