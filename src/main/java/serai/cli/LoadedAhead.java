package serai.cli;

import org.slf4j.LoggerFactory;

/**
 * What takes long to load and needs no setting, on a thread of its own while the settings are read: SQLite's library, and
 * the Azure SDK, whose jars are signed and so verified at each start.
 */
final class LoadedAhead implements Runnable {

    private static final String[] CLASSES = {"org.sqlite.SQLiteDataSource",
            "com.azure.core.amqp.implementation.ReactorConnection", "com.azure.core.util.BinaryData",
            "com.azure.json.JsonProviders", "com.azure.xml.XmlReader", "com.azure.core.http.netty.NettyAsyncHttpClientProvider",
            "com.azure.identity.DefaultAzureCredentialBuilder",
            "com.microsoft.azure.proton.transport.ws.WebSocketHandler"};

    private LoadedAhead() {
    }

    static void begin() {
        Thread thread = new Thread(new LoadedAhead(), "serai-load-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            org.sqlite.SQLiteJDBCLoader.initialize();
        } catch (Exception e) {}
        for (String name : CLASSES) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError e) {
                LoggerFactory.getLogger(LoadedAhead.class).debug("{} is not loaded ahead", name, e);
            }
        }
    }
}
