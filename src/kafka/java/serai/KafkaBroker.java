package serai;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A broker of Apache Kafka in this process, its own controller; what it holds outlives {@link #stop}. */
final class KafkaBroker {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required "
            + "username=\"%s\" password=\"%s\"";

    private final Properties settings = new Properties();
    private final Map<String, Object> client = new HashMap<>();
    private final String address;
    private KafkaRaftServer server;

    /** One that lets everybody in. */
    KafkaBroker(Path folder) throws Exception {
        this(folder, "PLAINTEXT");
    }

    /** One that lets in who knows the password (SASL PLAIN, without TLS). */
    KafkaBroker(Path folder, String username, String password) throws Exception {
        this(folder, "SASL_PLAINTEXT");
        String login = LOGIN.formatted(username, password);
        settings.putAll(Map.of("sasl.enabled.mechanisms", "PLAIN", "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                "%s user_%s=\"%s\";".formatted(login, username, password)));
        client.putAll(Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", login + ";"));
    }

    private KafkaBroker(Path folder, String protocol) throws Exception {
        address = "127.0.0.1:" + SeraiFolder.freePort();
        client.put("bootstrap.servers", address);
        String controller = "127.0.0.1:" + SeraiFolder.freePort();
        settings.putAll(Map.of("process.roles", "broker,controller", "node.id", "1",
                "controller.quorum.voters", "1@" + controller, "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.toString(), "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1", "num.partitions", "1"));
        settings.putAll(Map.of("listeners", "%s://%s,CONTROLLER://%s".formatted(protocol, address, controller),
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,%1$s:%1$s".formatted(protocol),
                "security.inter.broker.protocol", protocol));
        new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString()).setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    }

    KafkaBroker start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return this;
    }

    void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    String address() {
        return address;
    }

    /** All messages of a topic's only partition. */
    List<ConsumerRecord<String, String>> messages(String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            List<ConsumerRecord<String, String>> messages = new ArrayList<>();
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(messages::add);
            }
            return messages;
        }
    }
}
