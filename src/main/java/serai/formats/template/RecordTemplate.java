package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import serai.formats.RecordsTransformer;
import serai.formats.UntranslatableRecordException;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A step that makes a destination's documents of a batch: Message Translator (EIP) with the template in a file. The template's
 * input is the record's canonical JSON. The input body is a list of records; the output body is text. If the template fails, the
 * body stays unchanged.
 *
 * <p>A failure with one record is an {@link UntranslatableRecordException}, which names the template's file and line and the
 * record's place in the batch. A failure with every record is an {@link UnusableTemplateException}.
 */
public abstract class RecordTemplate implements Processor, CamelContextAware {

    private static final int BYTES = 1_048_576;

    private @Nullable CamelContext camelContext;
    private @Nullable TemplateFile file;
    private DocumentForm form = DocumentForm.RECORD;
    private int maxBytes = BYTES;

    /**
     * Reads and parses the template at once, so that one that can't be used is refused at the start.
     *
     * @param location such as {@code file:routes/hr.jslt}
     * @throws UnusableTemplateException if the file can't be read or parsed; the message names file and line
     */
    public void setFile(String location) {
        TemplateFile read = TemplateFile.read(getCamelContext(), location);
        parse(read);
        file = read;
    }

    /**
     * @param documents {@code record}: the body is the document of the batch's one record; {@code array} or {@code lines}: the
     *                  documents of its records, in a JSON array or one a line; {@code batch}: one document, of all records
     */
    public void setDocuments(String documents) {
        form = DocumentForm.named(documents);
    }

    /** @param bytes greatest length of the body, in UTF-8; at least 1. A batch that makes more comes again in halves */
    public void setMaxBytes(int bytes) {
        maxBytes = bytes;
    }

    /** @throws UnusableTemplateException if the template can't be parsed */
    abstract void parse(TemplateFile template);

    /**
     * Writes one document.
     *
     * @param input what canonical JSON has of a record; an array of that for a whole batch
     * @throws UntranslatableRecordException if that can't be done with this input
     * @throws IOException                   never; it is declared because writers declare it
     */
    abstract void write(JsonNode input, BoundedWriter document) throws IOException;

    /**
     * The fields that the template reads of this record and that no record has. Only fields that the template reaches with this
     * record are found.
     */
    public final List<UnknownField> unknownFields(LearningRecord record) {
        JsonNode json = TemplateJson.read(CanonicalJson.write(record));
        try {
            return unknownFields(json, form == DocumentForm.BATCH).stream().map(path -> UnknownField.in(template(), path)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no output to fail", e);
        }
    }

    /** @param batch whether the template's input is an array of records */
    abstract Set<String> unknownFields(JsonNode record, boolean batch) throws IOException;

    /** Whether the template writes JSON, as {@code documents: array} needs. */
    boolean writesJson() {
        return true;
    }

    @Override
    public void process(Exchange exchange) {
        TemplateFile template = template();
        List<LearningRecord> records = records(exchange);
        if (form == DocumentForm.RECORD && records.size() != 1) {
            throw misused(exchange, ("makes the document of one record, and is given a batch of %s; set batchSize: \"1\" where the "
                    + "route begins, or documents: array, lines or batch").formatted(records.size()));
        }
        if (form == DocumentForm.ARRAY && !writesJson()) {
            throw misused(exchange, "does not write JSON, which documents: array needs; set documents: record, lines or batch");
        }
        BoundedWriter text = new BoundedWriter(template.name(), maxBytes);
        try {
            if (form == DocumentForm.BATCH) {
                write(array(records), text, "a batch of " + records.size(), records.size() == 1 ? records.get(0).id() : null);
            } else {
                each(records, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no output to fail", e);
        }
        RecordsTransformer.translated(exchange, text.toString(), template.version());
    }

    private void each(List<LearningRecord> records, BoundedWriter text) throws IOException {
        boolean array = form == DocumentForm.ARRAY;
        text.write(array ? "[" : "");
        for (int i = 0; i < records.size(); i++) {
            text.write(array && i > 0 ? "," : "");
            write(TemplateJson.read(CanonicalJson.write(records.get(i))), text,
                    "record %s of %s, %s".formatted(i + 1, records.size(), records.get(i).id()), records.get(i).id());
            text.write(form == DocumentForm.LINES ? "\n" : "");
        }
        text.write(array ? "]" : "");
    }

    private void write(JsonNode input, BoundedWriter text, String which, @Nullable UUID record) throws IOException {
        try {
            write(input, text);
        } catch (UntranslatableRecordException e) {
            throw UntranslatableRecordException.because("%s (%s)".formatted(e.getMessage(), which), record);
        } catch (StackOverflowError e) {
            throw template().failed(0, 0, "recurses too deeply (%s)".formatted(which));
        }
    }

    private static ArrayNode array(List<LearningRecord> records) {
        ArrayNode array = TemplateJson.array();
        records.forEach(record -> array.add(TemplateJson.read(CanonicalJson.write(record))));
        return array;
    }

    private List<LearningRecord> records(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof List<?> list) || !list.stream().allMatch(LearningRecord.class::isInstance)) {
            throw misused(exchange, "takes the list of learning records, as journal: hands it out; the body is "
                    + (body == null ? "empty" : "a " + body.getClass().getName()));
        }
        return list.stream().map(LearningRecord.class::cast).toList();
    }

    private UnusableTemplateException misused(Exchange exchange, String cause) {
        return new UnusableTemplateException("%s, in step %s of route %s, %s".formatted(template().name(),
                exchange.getExchangeExtension().getHistoryNodeId(), exchange.getFromRouteId(), cause));
    }

    private TemplateFile template() {
        if (file == null) {
            throw new UnusableTemplateException("%s has no file; set the property file of its bean".formatted(
                    getClass().getSimpleName()));
        }
        return file;
    }

    @Override
    public CamelContext getCamelContext() {
        if (camelContext == null) {
            throw new IllegalStateException("a template's bean has no CamelContext yet");
        }
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }
}
