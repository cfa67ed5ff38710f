package serai.formats;

/**
 * Keeps spreadsheets from taking text for a formula (OWASP, CSV Injection): puts an apostrophe before each place where a
 * formula would begin. A program that separates cells by another character than the comma, or does not accept line ends inside
 * quotes, begins a new cell in the middle of a text. So a formula may also begin after a semicolon, a tab, a vertical bar or a
 * line end.
 *
 * <p>Signed numbers and telephone numbers ({@code +31 20 123-4567}) stay unchanged: without letters they can't call a function,
 * and programs that read the file need the plain number.
 */
public final class SpreadsheetText {

    /** Includes the full-width forms, which some spreadsheets treat like the ASCII characters. */
    private static final String BEGIN_A_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
    private static final String SIGNS = "+-\uFF0B\uFF0D";
    private static final String BEGIN_A_CELL = ";\t|\r\n";
    private static final String OF_A_NUMBER = " ().,/-\u00A0";

    /** Whether a character of ASCII begins a cell or has a field quoted. */
    private static final boolean[] IS_SPECIAL = new boolean[128];

    static {
        for (char one : (BEGIN_A_CELL + ",\"").toCharArray()) {
            IS_SPECIAL[one] = true;
        }
    }

    private SpreadsheetText() {
    }

    /**
     * Whether a text can certainly stand in CSV as it is: it begins with a letter or a digit, and no later character begins a cell,
     * ends a line or needs quotes.
     */
    static boolean isPlain(String text) {
        if (text.isEmpty() || !Character.isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one < IS_SPECIAL.length && IS_SPECIAL[one]) {
                return false;
            }
        }
        return true;
    }

    /** @return the text with apostrophes; the same text if it holds no formula */
    public static String safe(String text) {
        StringBuilder safe = null;
        int copied = 0;
        for (int cell = 0; cell < text.length(); cell = nextCell(text, cell)) {
            if (isFormula(text, cell)) {
                safe = safe == null ? new StringBuilder(text.length() + 2) : safe;
                safe.append(text, copied, cell).append('\'');
                copied = cell;
            }
        }
        return safe == null ? text : safe.append(text, copied, text.length()).toString();
    }

    /** The index at which the next cell may begin; the text's length if there is none. */
    private static int nextCell(String text, int cell) {
        for (int i = cell; i < text.length(); i++) {
            if (BEGIN_A_CELL.indexOf(text.charAt(i)) >= 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static boolean isFormula(String text, int cell) {
        int begin = cell;
        while (begin < text.length() && isPassedOver(text.charAt(begin))) {
            begin++;
        }
        if (begin == text.length() || BEGIN_A_FORMULA.indexOf(text.charAt(begin)) < 0) {
            return false;
        }
        return SIGNS.indexOf(text.charAt(begin)) < 0 || !isNumber(text, begin + 1);
    }

    /** Whether a character may stand before a formula: spreadsheets skip it, or people don't see it. */
    private static boolean isPassedOver(char one) {
        return one <= ' ' || Character.isSpaceChar(one) || Character.isISOControl(one) || one == '"' || one == '\''
                || Character.getType(one) == Character.FORMAT;
    }

    /**
     * Whether the rest of the text consists of digits and their separators only. The whole rest is checked, because a formula
     * may go on in the next line.
     */
    private static boolean isNumber(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char one = text.charAt(i);
            if (!(one >= '0' && one <= '9') && OF_A_NUMBER.indexOf(one) < 0 && BEGIN_A_CELL.indexOf(one) < 0) {
                return false;
            }
        }
        return true;
    }
}
