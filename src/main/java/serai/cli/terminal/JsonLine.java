package serai.cli.terminal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * A line of the log as an object of JSON, with the names of the Elastic Common Schema. What is known beside the message stands in
 * it too: {@code serai.record.id}, {@code serai.destination}, {@code trace.id} and {@code span.id}. Exceptions are not shown, as in
 * the log that people read.
 */
final class JsonLine extends EncoderBase<ILoggingEvent> {

    private static final String ECS = "8.11.0";
    private static final byte[] NONE = {};
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("@timestamp", event.getInstant().toString());
        line.put("log.level", event.getLevel().toString());
        line.put("message", event.getFormattedMessage());
        line.put("ecs.version", ECS);
        line.put("service.name", "serai");
        line.put("process.thread.name", event.getThreadName());
        line.put("log.logger", event.getLoggerName());
        new TreeMap<>(event.getMDCPropertyMap()).forEach(line::put);
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }
}
