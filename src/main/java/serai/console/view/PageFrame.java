package serai.console.view;

import serai.console.access.Visitor;
import serai.console.web.PageFiles;

import java.util.List;

/**
 * What is around each page.
 *
 * @param section the page's name in the navigation: {@code flow}, {@code find}, …
 * @param title   the text of its heading
 * @param command what does the same on the command line; empty where nothing does
 */
public record PageFrame(String section, String title, String command, Visitor visitor, PageFiles assets) {

    /** The pages in the navigation that the visitor may see, in their order. */
    public List<String> sections() {
        return visitor.seesPeople() ? List.of("flow", "over-time", "find", "dead-letters", "people", "routes", "audit")
                : List.of("flow", "over-time", "find", "dead-letters", "people", "routes");
    }

    /** Who has signed in, and as what; a user who is called as the role is, is named once. */
    public String who(PageTexts texts) {
        String name = String.valueOf(visitor.name());
        String role = texts.of("role." + visitor.role().word());
        return name.equals(role) ? name : texts.of("signed-in", name, role);
    }

    /** Where a page of the navigation is. */
    public String path(String named) {
        return named.equals("flow") ? "/" : "/" + named;
    }
}
