package serai.formats.template;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import serai.model.LearningRecord;
import serai.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Templates in a folder, applied to records. */
final class TemplateRun implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Path folder;

    TemplateRun(Path folder) {
        this.folder = folder;
        Settings.of(context);
    }

    TemplateRun with(String setting, String value) {
        context.getPropertiesComponent().addOverrideProperty(setting, value);
        return this;
    }

    /** A template of a file that is written first. */
    RecordTemplate template(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return template(folder.resolve(file));
    }

    RecordTemplate template(Path file) {
        String name = file.getFileName().toString();
        RecordTemplate template = name.endsWith(".jslt") ? new JsltTemplate()
                : name.endsWith(".jsonata") ? new JsonataTemplate() : new MustacheTemplate();
        template.setCamelContext(context);
        template.setFile("file:" + file);
        return template;
    }

    String apply(RecordTemplate template, LearningRecord... records) {
        return process(template, List.of(records)).getMessage().getBody(String.class);
    }

    Exchange process(RecordTemplate template, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        template.process(exchange);
        return exchange;
    }

    @Override
    public void close() {
        context.stop();
    }
}
