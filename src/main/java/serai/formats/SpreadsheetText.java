package serai.formats;

/**
 * Text that no spreadsheet takes for a formula (OWASP, CSV Injection): an apostrophe stands before what would begin one. A
 * program that separates by another character than the comma, or does not know that a line end may stand inside quotes, begins
 * a cell in the middle of a text; so what follows a semicolon, a tab, a vertical bar or a line end counts as a beginning, too.
 *
 * <p>Signed numbers and telephone numbers ({@code +31 20 123-4567}) are left as they are: without letters there is nothing in
 * them that could be called, and whoever reads the file with a program wants the number.
 */
final class SpreadsheetText {

    /** With those of full width, which some spreadsheets take for the others. */
    private static final String BEGIN_A_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
    private static final String SIGNS = "+-\uFF0B\uFF0D";
    private static final String BEGIN_A_CELL = ";\t|\r\n";
    private static final String OF_A_NUMBER = " ().,/-\u00A0";

    private SpreadsheetText() {
    }

    /** @return the text itself where nothing in it would be taken for a formula */
    static String safe(String text) {
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

    /** Where the next cell may begin; the length of the text where none does. */
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

    /** What spreadsheets leave out before they look what a cell begins with, or people don't see. */
    private static boolean isPassedOver(char one) {
        return one <= ' ' || Character.isSpaceChar(one) || Character.isISOControl(one) || one == '"' || one == '\''
                || Character.getType(one) == Character.FORMAT;
    }

    /** Whether there are only digits, and what stands between them, up to the text's end: a formula goes on in another line. */
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
