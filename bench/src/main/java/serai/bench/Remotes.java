package serai.bench;

import serai.sandbox.SandboxHttp;
import serai.settings.Setting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Remote parties in this process, so that the whole of Serai runs and none of them is in its figures. */
final class Remotes implements AutoCloseable {

    private static final String TOPIC = "MCTEvents";

    private final Topics topics;
    private final SandboxHttp http;

    Remotes() throws IOException {
        topics = new Topics(TOPIC);
        http = new SandboxHttp("127.0.0.1", 0).start();
    }

    /**
     * What connects Serai with them.
     *
     * @param data kept over several starts
     */
    Map<String, String> settings(Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put(Setting.DATA.key(), data.toString());
        settings.put(Setting.MCT_ENABLED.key(), "true");
        settings.put(Setting.SERVICEBUS_CONNECTION.key(), topics.connectionString());
        settings.put(Setting.SERVICEBUS_TOPIC.key(), TOPIC);
        settings.put(Setting.SERVICEBUS_SUBSCRIPTION.key(), Topics.SUBSCRIPTION);
        settings.put(Setting.LRS_URL.key(), http.uri() + "/lrs");
        return settings;
    }

    @Override
    public void close() {
        topics.close();
        http.close();
    }
}
