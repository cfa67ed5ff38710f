package serai.formats.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field that a template reads and no record has.
 *
 * @param file   the template's name
 * @param line   from 1; 0 if the place is not known
 * @param column from 1; 0 if the place is not known
 * @param path   such as {@code learner.externalID}
 */
public record UnknownField(String file, int line, int column, String path) {

    static UnknownField in(TemplateFile file, String path) {
        Pattern name = Pattern.compile("(?<![\\w-])" + Pattern.quote(path.substring(path.lastIndexOf('.') + 1)) + "(?![\\w-])");
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher found = name.matcher(lines.get(i));
            if (found.find()) {
                return new UnknownField(file.name(), i + 1, found.start() + 1, path);
            }
        }
        return new UnknownField(file.name(), 0, 0, path);
    }
}
