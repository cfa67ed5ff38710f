package serai.cli.simulate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.cli.operate.CommandContext;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.Ports;
import serai.cli.terminal.Version;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.settings.Settings;
import serai.settings.known.LrsSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code ./serai sandbox}: runs the sandbox alone, to try other clients with it, or to keep it over restarts of Serai. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs stand-ins for the three remote parties, on loopback: an Azure Service Bus namespace, a learning record "
                + "store, Praesidium's test endpoint. They keep everything in memory.")
public final class SandboxCommand implements Callable<Integer> {

    private static final int PASSWORD_BYTES = 12;

    @Option(names = "--servicebus-port", paramLabel = "PORT",
            description = "Port of the Service Bus namespace; 0 for any (default: serai.sandbox.servicebus.port).")
    private @Nullable Integer serviceBusPort;

    @Option(names = "--http-port", paramLabel = "PORT",
            description = "Port of the LRS and of Praesidium's test endpoint; 0 for any (default: serai.sandbox.http.port).")
    private @Nullable Integer httpPort;

    @Option(names = "--topic", description = "Topic (default: ${DEFAULT-VALUE}).")
    private String topic = "MCTEvents";

    @Option(names = "--subscription", description = "Its subscription (default: ${DEFAULT-VALUE}).")
    private String subscription = "serai";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int brokerPort;
        int webPort;
        try (CommandContext command = new CommandContext()) {
            Settings settings = command.settings();
            brokerPort = serviceBusPort == null ? settings.number(SandboxSetting.SERVICEBUS_PORT) : serviceBusPort;
            webPort = httpPort == null ? settings.number(SandboxSetting.HTTP_PORT) : httpPort;
        }
        Sandbox sandbox = new Sandbox();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        Ports.require(Sandbox.HOST, brokerPort, "--servicebus-port");
        Ports.require(Sandbox.HOST, webPort, "--http-port");
        ServiceBusNamespace namespace = sandbox.startNamespace(brokerPort, topic, subscription);
        SandboxHttp http = sandbox.startHttp(webPort);
        String password = password();
        http.lrs().requires(Sandbox.LRS_USER, password);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ServiceBusSetting.CONNECTION.key() + " = " + namespace.connectionString());
        out.println(LrsSetting.URL.key() + " = " + sandbox.lrsUrl());
        out.println(LrsSetting.USERNAME.key() + " = " + Sandbox.LRS_USER);
        out.println(LrsSetting.PASSWORD.key() + " = " + password);
        out.println("# Praesidium's test endpoint: " + http.uri()
                + "/portal/event_pub_webhooks/client_course_action");
        out.println("# Topic " + topic + ", subscription " + subscription + ". Ctrl-C ends it.");
        new CountDownLatch(1).await();
        return 0;
    }

    /** A new password at each start. */
    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
