package serai.cli.run;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.cli.publish.PublisherLogin;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.RequestedPorts;
import serai.passwords.GeneratedPassword;
import serai.sandbox.SandboxHttp;
import serai.settings.InvalidSettingException;
import serai.settings.RemoteParties;
import serai.settings.Settings;
import serai.settings.known.LrsSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;

/** Starts the sandbox for each remote party that is not set, and has Serai use it. */
final class SandboxStart {

    private final Sandbox sandbox;
    private final RequestedPorts ports;
    private final Properties overrides;

    /**
     * @param sandbox   where the stand-ins are started; the caller closes it
     * @param ports     all ports of the process
     * @param overrides the context's override properties; gets the stand-ins' addresses and credentials
     */
    SandboxStart(Sandbox sandbox, RequestedPorts ports, Properties overrides) {
        this.sandbox = sandbox;
        this.ports = ports;
        this.overrides = overrides;
    }

    /**
     * Starts what is needed.
     *
     * @param profile Camel's profile; null if none is set
     * @throws IllegalArgumentException if a remote party is not set in production, or two settings have the same port
     * @throws IOException              if a port is taken; the message names the setting
     */
    void start(CamelContext context, Settings settings, @Nullable String profile) throws IOException {
        RemoteParties parties = new RemoteParties(settings);
        Optional<InvalidSettingException> refusal = parties.refusal(String.valueOf(profile));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (parties.lacksBroker()) {
            int port = settings.number(SandboxSetting.SERVICEBUS_PORT);
            ports.require(Sandbox.HOST, port, SandboxSetting.SERVICEBUS_PORT.key());
            override(context, ServiceBusSetting.CONNECTION, sandbox.startNamespace(port,
                    settings.text(ServiceBusSetting.TOPIC), settings.text(ServiceBusSetting.SUBSCRIPTION)).connectionString());
        }
        if (parties.lacksLrs()) {
            int port = settings.number(SandboxSetting.HTTP_PORT);
            ports.require(Sandbox.HOST, port, SandboxSetting.HTTP_PORT.key());
            SandboxHttp http = sandbox.startHttp(port);
            override(context, LrsSetting.URL, sandbox.lrsUrl());
            if (settings.text(LrsSetting.USERNAME).isEmpty()) {
                override(context, LrsSetting.USERNAME, Sandbox.LRS_USER);
                override(context, LrsSetting.PASSWORD, GeneratedPassword.ofSandbox(settings.path(RuntimeSetting.DATA)).orMade());
            }
            http.lrs().requires(settings.text(LrsSetting.USERNAME), settings.text(LrsSetting.PASSWORD));
        }
    }

    /** Gives the sandbox's Praesidium the webhook's address and credentials. */
    void introduce(Settings settings, URI webhook) throws IOException {
        SandboxHttp http = sandbox.http();
        if (http != null) {
            PublisherLogin.find(settings).ifPresent(
                    login -> http.praesidium().publishesTo(webhook, login.username(), login.password()));
        }
    }

    private void override(CamelContext context, Setting setting, String value) {
        overrides.setProperty(setting.key(), value);
        context.getPropertiesComponent().setOverrideProperties(overrides);
    }
}
