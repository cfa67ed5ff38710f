package serai.console.view;

import serai.console.access.Visitor;
import serai.console.web.PageAnswer;
import serai.console.web.PageFiles;

import java.util.HashMap;
import java.util.Map;

/** Makes whole pages: a template, and what is around each page. */
public final class PageRenderer {

    private final Templates templates = new Templates();
    private final PageFiles files;

    public PageRenderer(PageFiles files) {
        this.files = files;
    }

    public PageTexts texts() {
        return templates.texts();
    }

    /** A part of a page. */
    public String part(String template, Map<String, Object> values) {
        return templates.html(template, values);
    }

    /**
     * A page.
     *
     * @param section its name in the navigation, or of the text {@code title.…}
     * @param command what does the same on the command line; empty where nothing does
     * @param values  the template's parameters; {@code frame} is added
     */
    public String page(String template, String section, String command, Visitor visitor, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("frame", new PageFrame(section, texts().of("title." + section), command, visitor, files));
        return templates.html(template, all);
    }

    /** As {@link #page}, as an answer. */
    public PageAnswer answer(String template, String section, String command, Visitor visitor, Map<String, Object> values) {
        return PageAnswer.html(page(template, section, command, visitor, values));
    }
}
