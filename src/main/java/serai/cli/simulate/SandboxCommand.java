package serai.cli.simulate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import serai.cli.operate.CommandContext;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.Ports;
import serai.cli.terminal.Version;
import serai.settings.Setting;
import serai.settings.Settings;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code ./serai sandbox}: runs the sandbox alone, to try other clients with it, or to keep it over restarts of Serai. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs the stand-ins for the three remote parties, on loopback: an Azure Service Bus namespace, a "
                + "learning record store, Praesidium's test endpoint. What they hold is in memory.")
public final class SandboxCommand implements Callable<Integer> {

    private static final int PASSWORD_BYTES = 12;

    @Option(names = "--servicebus-port", paramLabel = "PORT",
            description = "Port of the Service Bus namespace; 0 for any (default: serai.sandbox.servicebus.port).")
    private Integer serviceBusPort;

    @Option(names = "--http-port", paramLabel = "PORT",
            description = "Port of the LRS and of Praesidium's test endpoint; 0 for any (default: serai.sandbox.http.port).")
    private Integer httpPort;

    @Option(names = "--topic", defaultValue = "MCTEvents", description = "Topic (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(names = "--subscription", defaultValue = "serai", description = "Its subscription (default: ${DEFAULT-VALUE}).")
    private String subscription;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (CommandContext command = new CommandContext()) {
            Settings settings = command.settings();
            serviceBusPort = serviceBusPort == null ? settings.number(Setting.SANDBOX_SERVICEBUS_PORT) : serviceBusPort;
            httpPort = httpPort == null ? settings.number(Setting.SANDBOX_HTTP_PORT) : httpPort;
        }
        Sandbox sandbox = new Sandbox();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        Ports.require(Sandbox.HOST, serviceBusPort, "--servicebus-port");
        Ports.require(Sandbox.HOST, httpPort, "--http-port");
        sandbox.startNamespace(serviceBusPort, topic, subscription);
        sandbox.startHttp(httpPort);
        String password = password();
        sandbox.http().lrs().requires(Sandbox.LRS_USER, password);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Setting.SERVICEBUS_CONNECTION.key() + " = " + sandbox.namespace().connectionString());
        out.println(Setting.LRS_URL.key() + " = " + sandbox.lrsUrl());
        out.println(Setting.LRS_USERNAME.key() + " = " + Sandbox.LRS_USER);
        out.println(Setting.LRS_PASSWORD.key() + " = " + password);
        out.println("# Praesidium's test endpoint: " + sandbox.http().uri()
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
