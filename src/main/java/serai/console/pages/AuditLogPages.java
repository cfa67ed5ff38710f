package serai.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageRequest;
import serai.installation.Installation;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.audit.AuditLog;
import serai.journal.operations.audit.AuditLogEntry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The audit log: a page to read, and a file to save. */
public final class AuditLogPages {

    private static final int PAGE = 100;
    private static final int EXPORTED_MAX = 100_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JournalOperations operations;
    private final PageRenderer renderer;

    public AuditLogPages(JournalOperations operations, PageRenderer renderer) {
        this.operations = operations;
        this.renderer = renderer;
    }

    /** The acts, the newest first. */
    public PageAnswer list(PageRequest request) {
        long before = request.parameter("before").filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong)
                .orElse(AuditLog.NEWEST);
        List<AuditLogEntry> page = operations.audit().before(before, PAGE);
        return renderer.answer("audit", "audit", Installation.SERAI + " audit --json", request.visitor(),
                Map.of("entries", page, "next", page.size() < PAGE ? "" : Long.toString(page.get(PAGE - 1).nr())));
    }

    /** The newest acts as a file, one line of JSON for each. */
    public PageAnswer export(PageRequest request) {
        StringBuilder lines = new StringBuilder();
        operations.audit().before(AuditLog.NEWEST, EXPORTED_MAX).forEach(entry -> lines.append(line(entry)).append('\n'));
        return PageAnswer.file("application/x-ndjson", "serai-audit.ndjson", lines.toString());
    }

    private static String line(AuditLogEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("nr", entry.nr());
        line.put("at", entry.at().toString());
        line.put("actor", entry.actor());
        line.put("act", entry.act());
        line.put("subject", entry.subject());
        line.put("count", entry.count());
        line.put("why", entry.why());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }
}
