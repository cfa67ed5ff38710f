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
public record Frame(String section, String title, String command, Visitor visitor, PageFiles assets) {

    private static final List<String> SECTIONS = List.of("flow", "find");

    /** The pages in the navigation, in their order. */
    public List<String> sections() {
        return SECTIONS;
    }

    /** Where a page of the navigation is. */
    public String path(String named) {
        return named.equals("flow") ? "/" : "/" + named;
    }
}
