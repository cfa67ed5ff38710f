package serai.bench.load;

import serai.sandbox.SandboxHttp;
import serai.settings.known.LrsSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Remote parties in this process, so that the whole of Serai runs, and what they cost is not in its figures. */
public final class Remotes implements AutoCloseable {

    private static final String TOPIC = "MCTEvents";

    private final Topics topics;
    private final SandboxHttp http;

    public Remotes() throws IOException {
        topics = new Topics(TOPIC);
        http = new SandboxHttp("127.0.0.1", 0).start();
    }

    /**
     * The settings that connect Serai with them.
     *
     * @param data the data folder, which is kept over several starts
     */
    public Map<String, String> settings(Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put(RuntimeSetting.DATA.key(), data.toString());
        settings.put(MctSetting.ENABLED.key(), "true");
        settings.put(ServiceBusSetting.CONNECTION.key(), topics.connectionString());
        settings.put(ServiceBusSetting.TOPIC.key(), TOPIC);
        settings.put(ServiceBusSetting.SUBSCRIPTION.key(), Topics.SUBSCRIPTION);
        settings.put(LrsSetting.URL.key(), http.uri() + "/lrs");
        return settings;
    }

    @Override
    public void close() {
        topics.close();
        http.close();
    }
}
