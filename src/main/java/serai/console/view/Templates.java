package serai.console.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import java.util.HashMap;
import java.util.Map;

/** The templates of the page, which the build has compiled. What they are given is escaped for the place where it stands. */
public final class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final PageTexts texts = new PageTexts();

    public PageTexts texts() {
        return texts;
    }

    /**
     * Fills a template in.
     *
     * @param name   its file's name, without the ending
     * @param values its parameters; {@code texts} is added
     */
    public String html(String name, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("texts", texts);
        StringOutput out = new StringOutput();
        engine.render(name + ".jte", all, out);
        return out.toString();
    }
}
